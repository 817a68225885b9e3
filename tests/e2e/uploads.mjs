// Measures what many uploads at once need: node uploads.mjs [count] [heap]
// Starts the whole system in one JVM with a heap of that size, sends pictures of 5 MiB and 24 megapixels at the same time, and
// says how many were taken and how much of the heap was in use at most.
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { crc32, deflateSync } from "node:zlib";
import { Person } from "./support/client.mjs";
import { Stack, sleep } from "./support/stack.mjs";

const run = promisify(execFile);
const count = Number(process.argv[2] ?? 50);
const heap = process.argv[3] ?? "512m";
const LIMIT = 5 * 1024 * 1024;

/** A PNG of 6000 x 4000: noise above, so that it has its size, plain below. */
function picture() {
  const row = 1 + 6000 * 3;
  const rows = Buffer.alloc(row * 4000, 0x60);
  for (let y = 0; y < 4000; y++) {
    rows[y * row] = 0;
  }
  let state = 1;
  const noisy = Math.floor((LIMIT * 0.98) / row);
  for (let at = 0; at < noisy * row; at++) {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    if (at % row !== 0) {
      rows[at] = state >>> 16;
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(6000, 0);
  header.writeUInt32BE(4000, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const png = Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(rows)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
  return Buffer.concat([png, Buffer.alloc(LIMIT - png.length)]);
}

function chunk(type, data) {
  const all = Buffer.alloc(12 + data.length);
  all.writeUInt32BE(data.length, 0);
  all.write(type, 4, "latin1");
  data.copy(all, 8);
  all.writeUInt32BE(crc32(all.subarray(4, 8 + data.length)), 8 + data.length);
  return all;
}

async function usedHeap(pid) {
  const { stdout } = await run(`${process.env.JAVA_HOME ? `${process.env.JAVA_HOME}/bin/` : ""}jcmd`, [pid, "GC.heap_info"]);
  return [...stdout.matchAll(/(?:new generation|tenured generation).*?used (\d+)K/g)].reduce((sum, [, k]) => sum + Number(k) / 1024, 0);
}

const stack = await Stack.start({ env: { CHATSPACE_RATE_LIMITS: "off", CHATSPACE_JAVA_OPTS: `-Xmx${heap}` } });
try {
  const pid = String(stack.pids().chatspace);
  const ann = await Person.signUp(stack.url, "Ann");
  const file = new Blob([picture()]);
  const before = await usedHeap(pid);
  let peak = 0;
  let over = false;
  const watching = (async () => {
    while (!over) {
      peak = Math.max(peak, await usedHeap(pid));
      await sleep(250);
    }
  })();

  const started = Date.now();
  const answers = await Promise.all(
    Array.from({ length: count }, async () => {
      const form = new FormData();
      form.set("image", file, "x.png");
      return (await ann.call("POST", `/api/messages/send/${ann.id}`, { body: form })).status;
    }),
  );
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  over = true;
  await watching;

  const statuses = [...new Set(answers)].map((status) => `${answers.filter((one) => one === status).length} x ${status}`);
  console.log(`${count} uploads of 5 MiB, 24 megapixels, heap ${heap}: ${statuses.join(", ")} in ${seconds} s`);
  console.log(`heap in use: ${before.toFixed(0)} MB before, ${peak.toFixed(0)} MB at most`);
  console.log(`a message still goes: ${(await ann.send(ann, "still here")).status}`);
} finally {
  await stack.stop();
}
