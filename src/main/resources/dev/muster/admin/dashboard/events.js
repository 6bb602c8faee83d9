/** Without a byte for so long, in milliseconds, the stream is taken for dead: heartbeats come more often. */
const SILENCE_MS = 30_000;

/**
 * Reads a stream of server-sent events until it ends. Not an EventSource, since that cannot show a token.
 *
 * @param last id of the last event that was seen
 * @param signal ends it
 * @param seen called with each {kind, id, data}
 */
export async function readEvents(server, path, last, signal, seen) {
  const silence = new AbortController();
  const reply = await server.open(path, {
    headers: { "Last-Event-ID": last },
    signal: AbortSignal.any([signal, silence.signal]),
  });
  if (!reply.ok) throw new Error((await reply.json()).error);
  const reader = reply.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  let alarm;
  try {
    for (;;) {
      alarm = setTimeout(() => silence.abort(), SILENCE_MS);
      const { value, done } = await reader.read();
      clearTimeout(alarm);
      if (done) return;
      const blocks = (rest + value).split("\n\n");
      rest = blocks.pop();
      blocks.map(parsed).filter((event) => event.data).forEach(seen);
    }
  } finally {
    clearTimeout(alarm);
  }
}

function parsed(block) {
  const event = { kind: "message", id: null, data: "" };
  for (const line of block.split("\n")) {
    const [field, ...value] = line.split(":");
    const text = value.join(":").replace(/^ /, "");
    if (field === "event") event.kind = text;
    if (field === "id") event.id = text;
    if (field === "data") event.data += text;
  }
  return event;
}
