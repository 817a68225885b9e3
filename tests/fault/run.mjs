// `chatspace faults`: starts a ChatSpace of several nodes, breaks it, and prints what its users noticed.
import { parseArgs } from "node:util";
import { faults, short } from "./faults.mjs";
import { Cluster } from "./support/cluster.mjs";
import { Load } from "./support/load.mjs";
import { endAll } from "./support/process.mjs";
import { row, table } from "./support/table.mjs";
import { random, sleep } from "./support/wait.mjs";

const USAGE = `usage: chatspace faults [options]

  --short            a few of the faults, for after a build
  --only NAME        faults whose name contains this (repeatable)
  --random           faults in random order until the time is over
  --minutes N        how long a random run lasts (default 10)
  --seed N           repeats a random run's choices (default: a new one, printed)
  --keep             leave logs and data where they are
  --list             the names of the faults

Needs mongod and redis-server on the PATH (or CHATSPACE_MONGOD, CHATSPACE_REDIS_SERVER) and about 4 GB of memory.`;

let options;
try {
  options = parseArgs({
    options: {
      short: { type: "boolean" },
      only: { type: "string", multiple: true },
      random: { type: "boolean" },
      minutes: { type: "string", default: "10" },
      seed: { type: "string", default: String(Date.now() % 1_000_000) },
      keep: { type: "boolean" },
      list: { type: "boolean" },
      help: { type: "boolean", short: "h" },
    },
  }).values;
} catch (error) {
  console.error(`chatspace faults: ${error.message}\n\n${USAGE}`);
  process.exit(2);
}
if (options.help) {
  console.log(USAGE);
  process.exit(0);
}
if (options.list) {
  faults.forEach((fault) => console.log(fault.name));
  process.exit(0);
}
const minutes = Number(options.minutes);
const seed = Number(options.seed);
if (!(minutes > 0) || !Number.isInteger(seed)) {
  console.error("chatspace faults: --minutes must be a positive number and --seed a whole one");
  process.exit(2);
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.on(signal, () => void endAll().finally(() => process.exit(130)));
}

/** Breaks one thing under load. Resolves with what was counted, and what was not as promised. */
async function suffer(fault, cluster, load, next) {
  const problems = [];
  const pick = (list) => list[Math.floor(next() * list.length)];
  await load.spread(cluster);
  load.begin();
  await sleep(1_500);
  const from = Date.now();
  try {
    await fault.run({ cluster, load, pick, problems });
  } catch (error) {
    problems.push(error.message);
  }
  await sleep(1_500);
  await load.rest().catch((error) => problems.push(error.message));
  await load.presenceIsTrue().catch((error) => problems.push(error.message));
  fault.check?.({ load, problems });
  const { ledger } = load;
  const lost = ledger.missing(load.devicesOf);
  const disorder = [...ledger.disorder, ...(await load.historyDisorder())];
  for (const status of load.statuses.keys()) {
    if (status !== 201 && !fault.allow.includes(status)) problems.push(`senders got ${status} (${load.statuses.get(status)} times)`);
  }
  const disconnects = load.devices.reduce((sum, device, index) => sum + device.disconnects.length - load.disconnectsBefore[index], 0);
  if (fault.quiet && disconnects > 0) problems.push(`${disconnects} sockets were disconnected`);
  if (fault.steady && ledger.offline > 0) problems.push(`somebody was seen to go offline (${ledger.offline} times)`);
  if (ledger.recovered < ledger.comebacks) problems.push(`${ledger.comebacks - ledger.recovered} of ${ledger.comebacks} connections came back without recovery`);
  // A send that is repeated may be pushed again: nobody knows whether the first push was made.
  const repeated = [...load.statuses.keys()].some((status) => status !== 201);
  if (ledger.repeats > 0 && !repeated && !fault.again) problems.push(`${ledger.repeats} messages were pushed again`);
  problems.push(...cluster.dead.map((name) => `${name} is not running`));
  return {
    fault: fault.name,
    seconds: (Date.now() - from) / 1_000,
    acked: ledger.acknowledgedCount,
    seen: ledger.seenCount,
    lost,
    doubled: ledger.doubled,
    disorder,
    repeats: ledger.repeats,
    refused: [...load.statuses].filter(([status]) => status !== 201).map(([status, count]) => `${count}x ${status}`).join(" "),
    offline: ledger.offline,
    comebacks: ledger.comebacks,
    recovered: ledger.recovered,
    disconnects,
    longest: { ...ledger.longest },
    problems: [...problems, ...load.problems],
  };
}

function* chosen(next) {
  if (!options.random) {
    const names = options.only ?? (options.short ? short : undefined);
    const wanted = (fault) => names === undefined || names.some((name) => (options.only ? fault.name.includes(name) : fault.name === name));
    yield* faults.filter(wanted);
    return;
  }
  const end = Date.now() + minutes * 60_000;
  while (Date.now() < end) yield faults[Math.floor(next() * faults.length)];
}

const began = Date.now();
const next = random(seed);
const results = [];
if (options.random) console.log(`seed ${seed}: repeat with --random --seed ${seed}`);
console.log("Starting 2 gateways, 2 auth, 2 message and 3 presence nodes, a replica set of three and a Redis ...");
const cluster = await Cluster.start(console.log).catch(async (error) => {
  console.error(`chatspace faults: ${error.message}`);
  await endAll();
  process.exit(1);
});
let failed = false;
try {
  const load = await Load.start(cluster.url);
  console.log(`ready in ${Math.round((Date.now() - began) / 1_000)} s\n`);
  for (const fault of chosen(next)) {
    const result = await suffer(fault, cluster, load, next);
    results.push(result);
    console.log(row(result));
    const wrong = [...result.lost, ...result.doubled, ...result.disorder, ...result.problems];
    wrong.slice(0, 10).forEach((line) => console.log(`    ${line}`));
    if (wrong.length > 10) console.log(`    and ${wrong.length - 10} more`);
    failed ||= wrong.length > 0;
    if (cluster.dead.length > 0) break;
  }
  load.close();
  if (results.length === 0) {
    console.error("chatspace faults: no fault has such a name: --list shows them");
    failed = true;
  }
} catch (error) {
  console.error(error);
  failed = true;
} finally {
  await cluster.stop({ keep: options.keep || failed });
}
console.log(`\n${table(results)}`);
console.log(failed ? `\nNot as promised; logs are in ${cluster.folder}` : `\nAs promised, in ${Math.round((Date.now() - began) / 1_000)} s.`);
process.exit(failed ? 1 : 0);
