"use server";

import { resendAlertCase, sendTestAlertCase } from "#lib/server/alerts/alerts.ts";
import { muteJobCase, muteJobsCase } from "#lib/server/alerts/mutes.ts";
import { deleteChannelCase, saveChannelCase, setChannelEnabledCase } from "#lib/server/alerts/save-channel.ts";
import { defineAction } from "#lib/server/define/define-action.ts";

export const sendTest = defineAction(sendTestAlertCase);
export const resendAlert = defineAction(resendAlertCase);
export const saveChannel = defineAction(saveChannelCase);
export const setChannelEnabled = defineAction(setChannelEnabledCase);
export const deleteChannel = defineAction(deleteChannelCase);
export const muteJob = defineAction(muteJobCase);
export const muteJobs = defineAction(muteJobsCase);
