// Processes that end with this one, however it ends: a watchdog waits on a pipe from here and kills what is left.
import { spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { createServer } from "node:net";
import { within } from "./within.mjs";

const WATCH = `
pids=' '
while read -r word pid; do
  case $word in
    started) pids="$pids$pid " ;;
    ended) pids=$(printf '%s' "$pids" | sed "s/ $pid / /") ;;
  esac
done
for pid in $pids; do kill -9 "$pid" 2>/dev/null; done`;
const running = new Set();
let watchdog;

function tell(line) {
  if (watchdog === undefined) {
    watchdog = spawn("sh", ["-c", WATCH], { stdio: ["pipe", "ignore", "ignore"], detached: true });
    watchdog.stdin.on("error", () => undefined);
    watchdog.unref();
    watchdog.stdin.unref?.();
  }
  watchdog.stdin.write(`${line}\n`);
}

export class Owned {
  /** @param log file for its output */
  static async start(name, [program, ...args], { env = {}, log }) {
    const out = openSync(log, "a");
    const child = spawn(program, args, { env: { ...process.env, ...env }, stdio: ["ignore", out, out], detached: true });
    closeSync(out);
    await new Promise((resolve, reject) => {
      child.once("spawn", resolve);
      child.once("error", (error) => reject(new Error(`${name} could not be started: ${error.message}`)));
    });
    return new Owned(name, child);
  }

  constructor(name, child) {
    this.name = name;
    this.child = child;
    this.alive = true;
    running.add(this);
    tell(`started ${child.pid}`);
    this.end = new Promise((resolve) =>
      child.once("exit", () => {
        this.alive = false;
        running.delete(this);
        tell(`ended ${child.pid}`);
        resolve();
      }),
    );
  }

  signal(name) {
    if (this.alive) this.child.kill(name);
  }

  /** Resolves once it is gone. */
  ended(ms = 60_000) {
    return within(ms, this.end, `the end of ${this.name}`);
  }

  async kill() {
    this.signal("SIGKILL");
    await this.ended(10_000);
  }
}

export async function endAll() {
  await Promise.all([...running].map((each) => each.kill().catch(() => undefined)));
}

export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
