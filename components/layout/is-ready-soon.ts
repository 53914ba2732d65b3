/** Within this, nobody sees that they wait. */
const momentMs = 80;

/** Whether content is there in a moment. Waits that long at most; what failed is not there. */
export async function isReadySoon(content: Promise<unknown>): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const moment = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, momentMs, false);
  });
  const ready = content.then(
    () => true,
    () => false,
  );
  return Promise.race([ready, moment]).finally(() => clearTimeout(timer));
}
