// What can break, and how it is healed. Each breaks one thing while the load goes on, heals it, and returns.
// `allow` says which answers a sender may get meanwhile, beyond 201; where it is `quiet` no socket may break, where it is
// `steady` nobody may see another go offline; where it is `again` messages may be pushed twice though they were sent once;
// `check` looks at what is promised for this fault alone.
import { stopReading } from "./support/slow.mjs";
import { sleep, until } from "./support/wait.mjs";

const KINDS = ["presence", "gateway", "message", "auth"];
const AWAY = [503, "no answer", "timeout"];

/** Whoever's socket is on the node must notice that it goes: else the fault has met nobody. */
function noticed(node, { cluster, load, problems }) {
  if (node.kind !== "presence" && node.kind !== "gateway") return () => undefined;
  const held = load.on(node, cluster).map((device) => ({ device, before: device.disconnects.length }));
  if (held.length === 0) problems.push(`${node.name} held no socket`);
  return () =>
    held
      .filter(({ device, before }) => device.disconnects.length === before)
      .forEach(({ device }) => problems.push(`${device.name} kept its socket, though ${node.name} went`));
}

function killed(kind) {
  return {
    name: `${kind} kill -9`,
    // Senders talk to gateways, and these to message-service.
    allow: kind === "gateway" || kind === "message" ? AWAY : [],
    async run(context) {
      const { cluster, pick } = context;
      const node = pick(cluster.of(kind));
      const check = noticed(node, context);
      await cluster.kill(node);
      await sleep(4_000);
      check();
      await cluster.restart(node);
    },
    quiet: kind === "auth" || kind === "message",
    steady: kind === "auth" || kind === "message",
  };
}

function terminated(kind) {
  return {
    name: `${kind} SIGTERM`,
    // An orderly end is nobody's business but the node's.
    allow: kind === "gateway" ? ["no answer"] : [],
    async run(context) {
      const { cluster, pick, problems } = context;
      const node = pick(cluster.of(kind));
      const check = noticed(node, context);
      const took = await cluster.terminate(node);
      if (took > 30_000) problems.push(`${node.name} took ${took} ms to end`);
      check();
      await cluster.restart(node);
    },
    quiet: kind === "auth" || kind === "message",
    steady: kind !== "gateway",
  };
}

export const faults = [
  { name: "none", allow: [], run: () => sleep(6_000), quiet: true, steady: true },
  ...KINDS.map(killed),
  ...KINDS.map(terminated),
  {
    name: "redis killed, back empty",
    allow: [],
    again: true,
    async run({ cluster }) {
      await cluster.redis.process.kill();
      await sleep(5_000);
      await cluster.redis.restart();
      await sleep(8_000);
    },
    quiet: true,
    steady: true,
  },
  {
    name: "redis SIGSTOP 1 to 6 s",
    allow: [],
    // A call that got no answer in time may have been done, and is done again.
    again: true,
    async run({ cluster }) {
      for (const seconds of [1, 1.7, 2.5, 4, 6]) {
        cluster.redis.process.signal("SIGSTOP");
        await sleep(seconds * 1_000);
        cluster.redis.process.signal("SIGCONT");
        await sleep(seconds < 5 ? 3_000 : 8_000);
      }
    },
    quiet: true,
    steady: true,
  },
  {
    name: "redis SIGSTOP 20 s",
    allow: [],
    // A call that got no answer in time may have been done, and is done again.
    again: true,
    async run({ cluster }) {
      cluster.redis.process.signal("SIGSTOP");
      await sleep(20_000);
      cluster.redis.process.signal("SIGCONT");
      await sleep(8_000);
    },
    quiet: true,
    steady: true,
  },
  {
    name: "mongo primary killed",
    allow: AWAY,
    async run({ cluster }) {
      const port = await cluster.mongo.killPrimary();
      await cluster.mongo.primary();
      await sleep(2_000);
      await cluster.mongo.restart(port);
      await sleep(2_000);
    },
    quiet: true,
    steady: true,
  },
  {
    name: "presence cut off redis 15 s",
    allow: [],
    async run({ cluster }) {
      cluster.wire.cut();
      await sleep(15_000);
      cluster.wire.heal();
      await sleep(6_000);
    },
    // The others see its users go with its lease.
    quiet: true,
  },
  {
    name: "client that stops reading",
    allow: [],
    async run({ cluster, load, problems }) {
      const [pair] = load.pairs;
      const letGo = async () => {
        const counts = await Promise.all(cluster.of("presence").map((node) => node.counter("chatspace_engineio_queue_full_total")));
        return counts.reduce((sum, count) => sum + count);
      };
      const before = await letGo();
      const slow = await stopReading(cluster.url, pair.b.token);
      const text = "x".repeat(19_000);
      try {
        // Its queue's bound of 4 MiB, and what the kernels and the gateway hold on the way.
        for (let sent = 0; sent < 1_200 && !slow.closed; sent += 8) {
          await Promise.all(Array.from({ length: 8 }, (_, lane) => load.send(pair.a, pair.b, `${pair.name}-flood${lane}`, { text })));
        }
        await until(() => slow.closed, "the end of the client that does not read", 60_000);
        const count = (await letGo()) - before;
        if (count !== 1) problems.push(`${count} clients were let go for not reading, which should be 1`);
      } catch (error) {
        problems.push(error.message);
      } finally {
        slow.end();
      }
    },
    quiet: true,
    steady: true,
  },
  {
    name: "message clocks 2 s apart",
    allow: AWAY,
    async run({ cluster, load, problems }) {
      const [right, wrong] = cluster.of("message");
      await cluster.terminate(wrong);
      await cluster.restart(wrong, { CHATSPACE_CLOCK_OFFSET: "-2s" });
      const behind = await load.clockOf(wrong.url);
      if (behind > -1_000) problems.push(`the clock of ${wrong.name} is ${behind} ms off, which is no fault`);
      load.via = [right.url, wrong.url];
      await sleep(6_000);
      load.via = undefined;
      await sleep(500);
      await cluster.terminate(wrong);
      await cluster.restart(wrong);
    },
    quiet: true,
    steady: true,
  },
  {
    name: "all of auth away 8 s",
    allow: [],
    async run({ cluster, load, problems }) {
      const nodes = cluster.of("auth");
      const newcomer = await load.newcomer();
      await Promise.all(nodes.map((node) => cluster.kill(node)));
      const from = Date.now();
      try {
        await newcomer.connect();
        const status = await newcomer.login();
        if (status !== 503) problems.push(`a login was told ${status} while auth-service was away`);
      } finally {
        newcomer.close();
      }
      await sleep(Math.max(0, from + 8_000 - Date.now()));
      await Promise.all(nodes.map((node) => cluster.restart(node)));
      await until(async () => (await newcomer.login()) === 200, "a login after auth-service is back");
    },
    quiet: true,
    steady: true,
  },
  {
    name: "all of message away 8 s",
    allow: AWAY,
    async run({ cluster }) {
      const nodes = cluster.of("message");
      await Promise.all(nodes.map((node) => cluster.kill(node)));
      await sleep(8_000);
      await Promise.all(nodes.map((node) => cluster.restart(node)));
    },
    check: ({ load, problems }) => {
      if (!load.statuses.has(503)) problems.push("no sender was told 503");
    },
    quiet: true,
    steady: true,
  },
];

/** Enough to see in a minute that the machinery works. */
export const short = ["none", "presence kill -9", "message kill -9", "redis killed, back empty", "mongo primary killed"];
