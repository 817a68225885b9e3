// How much presence and fan-out carry at a size that no machine at hand has: counts and bytes of one minute, played event by event.
//   node simulate-presence.mjs USERS NODES SECONDS-ONLINE WATCHED
// USERS are online at any time, each for SECONDS-ONLINE on average and on a random one of NODES; each watches WATCHED others.
const [users, nodes, secondsOnline, watched] = process.argv.slice(2).map(Number);
if (![users, nodes, secondsOnline, watched].every((number) => Number.isInteger(number) && number > 0)) {
  console.error("usage: simulate-presence.mjs USERS NODES SECONDS-ONLINE WATCHED");
  process.exit(2);
}

const SECONDS = 60;
const DELTA_BYTES = 60; // one user came or went, as nodes tell one another
const DIFF_BYTES = 50; // the same, to a client that watches
const ID_BYTES = 27; // one user in the full list
const BUDGET = 20_000_000; // bytes a second and node that the full list may take
const MESSAGES_PER_USER_AND_HOUR = 12;

// The same run gives the same figures.
let seed = 42;
const random = () => {
  seed = (seed * 1664525 + 1013904223) >>> 0;
  return seed / 2 ** 32;
};

const nodeOf = new Uint16Array(users);
const perNode = new Uint32Array(nodes);
for (let user = 0; user < users; user++) {
  nodeOf[user] = Math.floor(random() * nodes);
  perNode[nodeOf[user]]++;
}

const deltas = new Float64Array(nodes);
const diffBytes = new Float64Array(nodes);
const pushes = new Float64Array(nodes);
let changes = 0;
for (let second = 0; second < SECONDS; second++) {
  // One leaves and another comes in its place, on some other node: two changes, which every node hears.
  const leaving = Math.round(users / secondsOnline);
  for (let i = 0; i < leaving; i++) {
    const user = Math.floor(random() * users);
    perNode[nodeOf[user]]--;
    nodeOf[user] = Math.floor(random() * nodes);
    perNode[nodeOf[user]]++;
    changes += 2;
    for (let node = 0; node < nodes; node++) {
      deltas[node] += 2;
    }
    // Those who watch this one sit anywhere.
    for (let watcher = 0; watcher < watched; watcher++) {
      diffBytes[nodeOf[Math.floor(random() * users)]] += 2 * DIFF_BYTES;
    }
  }
  const messages = Math.round((users * MESSAGES_PER_USER_AND_HOUR) / 3600);
  for (let i = 0; i < messages; i++) {
    pushes[nodeOf[Math.floor(random() * users)]]++;
  }
}

const most = (values) => values.reduce((a, b) => Math.max(a, b), 0) / SECONDS;
const number = (value, digits = 0) => value.toLocaleString("en", { maximumFractionDigits: digits });
const list = perNode.reduce((a, b) => Math.max(a, b), 0) * users * ID_BYTES;
console.log(`users online            ${number(users)} on ${nodes} nodes, at most ${number(Math.max(...perNode))} sockets a node`);
console.log(`changes                 ${number(changes / SECONDS)} a second`);
console.log(`deltas to a node        ${number(most(deltas))} a second, ${number((most(deltas) * DELTA_BYTES) / 1000, 1)} KB/s`);
console.log(`deltas out of Redis     ${number((most(deltas) * DELTA_BYTES * nodes) / 1e6, 2)} MB/s`);
console.log(`to watchers, per node   ${number(most(diffBytes) / 1000, 1)} KB/s (busiest node)`);
console.log(`to a watcher            ${number((most(diffBytes) * nodes) / users, 2)} bytes/s`);
console.log(`pushes on a node        ${number(most(pushes))} a second (busiest node)`);
console.log(`one full list           ${number(list / 1e9, 1)} GB a node: at ${number(BUDGET / 1e6)} MB/s one each ${number(list / BUDGET / 60)} minutes`);
