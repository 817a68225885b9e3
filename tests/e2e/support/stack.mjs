// Starts ChatSpace as a person would, by ./chatspace run, and stops it as one would, by Ctrl-C.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const checkout = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "..");
const launcher = join(checkout, "chatspace");

// A first run may have to build everything.
const START_LIMIT_MS = 15 * 60_000;
const STOP_LIMIT_MS = 40_000;

export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

export function dataDirectory() {
  return mkdtempSync(join(tmpdir(), "chatspace-e2e-"));
}

/** Runs the launcher to its end: its exit code and what it printed. */
export function launch(args, env = {}) {
  return new Promise((resolve) => {
    const child = spawn(launcher, args, { env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
    const said = collect(child);
    child.on("close", (code) => resolve({ code, out: said.out, err: said.err }));
  });
}

/** A running stack. `env` goes on top of this process's environment; an empty value removes. */
export class Stack {
  static async start(options) {
    const stack = await Stack.starting(options);
    await stack.#ready();
    return stack;
  }

  /** As `start`, without waiting until it is ready. */
  static async starting({ args = [], env = {}, data = dataDirectory(), keepData = false } = {}) {
    const port = await freePort();
    const merged = { ...process.env, MONGODB_URI: "", REDIS_URL: "", ...env, CHATSPACE_DATA: data };
    const child = spawn(launcher, ["run", "--port", String(port), ...args], {
      env: merged,
      stdio: ["ignore", "pipe", "pipe"],
      detached: true, // a process group of its own, as a terminal would give it
    });
    return new Stack(child, port, data, keepData);
  }

  constructor(child, port, data, keepData) {
    this.child = child;
    this.port = port;
    this.data = data;
    this.keepData = keepData;
    this.url = `http://127.0.0.1:${port}`;
    this.said = collect(child);
    this.ended = new Promise((resolve) => child.on("close", (code, signal) => resolve({ code, signal })));
  }

  async #ready() {
    const deadline = Date.now() + START_LIMIT_MS;
    let over = false;
    void this.ended.then(() => (over = true));
    while (!/^ready in .* s: /m.test(this.said.out)) {
      if (over || Date.now() > deadline) {
        throw new Error(`chatspace run did not get ready:\n${this.said.out}\n${this.said.err}`);
      }
      await sleep(50);
    }
  }

  /** Process ids by name, from the file in the data directory. */
  pids() {
    const lines = readFileSync(join(this.data, "pids"), "utf8").trim().split("\n");
    return Object.fromEntries(lines.map((line) => [line.split(" ")[0], Number(line.split(" ")[1])]));
  }

  /** Ctrl-C: SIGINT to the whole group. Resolves with how the launcher ended. */
  async stop() {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      process.kill(-this.child.pid, "SIGINT");
    }
    const how = await within(STOP_LIMIT_MS, this.ended, "the end after Ctrl-C");
    if (!this.keepData) {
      rmSync(this.data, { recursive: true, force: true });
    }
    return how;
  }

  /** kill -9 of the launcher's process only. */
  async kill() {
    process.kill(this.child.pid, "SIGKILL");
    await this.ended;
  }
}

export function alive(pid) {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  try {
    // A zombie is gone but for the one who has to notice.
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return process.platform !== "linux";
  }
}

export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

export function within(ms, promise, what) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} did not come within ${ms} ms`)), ms);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** Waits until `check` gives something true, and gives that. */
export async function until(check, what, ms = 10_000) {
  const deadline = Date.now() + ms;
  for (;;) {
    const value = await check();
    if (value) {
      return value;
    }
    if (Date.now() > deadline) {
      throw new Error(`${what} did not become true within ${ms} ms`);
    }
    await sleep(25);
  }
}

function collect(child) {
  const said = { out: "", err: "" };
  child.stdout.setEncoding("utf8").on("data", (text) => (said.out += text));
  child.stderr.setEncoding("utf8").on("data", (text) => (said.err += text));
  return said;
}
