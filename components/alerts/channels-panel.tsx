"use client";

import { Bell, ChevronDown, Mail, MessageSquare, Plus, Siren, Webhook } from "lucide-react";
import { useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { loaded } from "#components/ui/loaded.tsx";
import { Menu } from "#components/ui/menu.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { showToast } from "#components/ui/toast.ts";
import { useHydrated } from "#components/ui/use-hydrated.ts";
import type { ChannelView } from "#lib/logpush/alerts/alerts-view.ts";
import { type ChannelKind, channelKinds, channelKindWords } from "#lib/logpush/alerts/channel.ts";
import type { May, ScopeOption } from "#lib/logpush/views.ts";
import type { AlertActions } from "./alert-actions.ts";
import { ChannelRow } from "./channel-row.tsx";

const ChannelDialog = loaded(async () => (await import("./channel-dialog.tsx")).ChannelDialog, {
  ssr: false,
  loading: () => null,
});
const DeleteChannelDialog = loaded(async () => (await import("./delete-channel-dialog.tsx")).DeleteChannelDialog, {
  ssr: false,
  loading: () => null,
});

const icons: Record<ChannelKind, typeof Bell> = {
  webhook: Webhook,
  slack: MessageSquare,
  pagerduty: Siren,
  email: Mail,
};

type ChannelsPanelProps = {
  channels: ChannelView[];
  isFull: boolean;
  nowMs: number;
  may: May;
  scopes: ScopeOption[];
  scopeCount: number;
  actions: AlertActions;
  /** One line under the channels. */
  children: ReactNode;
};

type Open = { is: "new"; kind: ChannelKind } | { is: "edit" | "delete"; channel: ChannelView };

/** Where alerts go, and what can be done with each place. */
export function ChannelsPanel({ channels, isFull, nowMs, may, actions, children, ...known }: ChannelsPanelProps) {
  const router = useRouter();
  const isHydrated = useHydrated();
  const [open, setOpen] = useState<Open | null>(null);

  function done(text: string) {
    setOpen(null);
    showToast({ text });
    router.refresh();
  }

  return (
    <Panel
      title="Channels"
      tools={
        may.write && !isFull && isHydrated ? (
          <Menu size="small" items={channelKinds.map((kind) => itemOf(kind, () => setOpen({ is: "new", kind })))}>
            <Plus aria-hidden className="size-3.5" />
            Add channel
            <ChevronDown aria-hidden className="size-3.5" />
          </Menu>
        ) : null
      }
    >
      {channels.length === 0 ? (
        <EmptyState place="plain" icon={<Bell />} title="No channels yet">
          {may.write ? "Add one to be notified when a job fails." : "An administrator can add one."}
        </EmptyState>
      ) : (
        <ul aria-label="Channels" className="divide-y divide-line">
          {channels.map((channel) => (
            <ChannelRow
              key={channel.id}
              channel={channel}
              Icon={icons[channel.kind]}
              nowMs={nowMs}
              may={may}
              actions={actions}
              onEdit={() => setOpen({ is: "edit", channel })}
              onDelete={() => setOpen({ is: "delete", channel })}
            />
          ))}
        </ul>
      )}
      {children ? <p className="border-line border-t px-3 py-2 text-muted text-xs">{children}</p> : null}
      {open && open.is !== "delete" ? (
        <ChannelDialog
          kind={open.is === "new" ? open.kind : open.channel.kind}
          channel={open.is === "new" ? undefined : open.channel}
          saveChannel={actions.saveChannel}
          findScopes={actions.findScopes}
          {...known}
          onClose={() => setOpen(null)}
          onSaved={(name) => done(open.is === "new" ? `${name} added` : `${name} saved`)}
        />
      ) : null}
      {open?.is === "delete" ? (
        <DeleteChannelDialog
          channel={open.channel}
          deleteChannel={actions.deleteChannel}
          onClose={() => setOpen(null)}
          onDeleted={() => done(`${open.channel.name} deleted`)}
        />
      ) : null}
    </Panel>
  );
}

function itemOf(kind: ChannelKind, onSelect: () => void) {
  const Icon = icons[kind];
  return { label: channelKindWords[kind], icon: <Icon aria-hidden className="size-4" />, onSelect };
}
