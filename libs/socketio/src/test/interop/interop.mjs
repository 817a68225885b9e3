// Runs one unmodified client against our server: node interop.mjs <package> <port>
// Prints "ok <name>" for each step; the first that fails ends the process with 1.
import assert from "node:assert/strict";
import { createRequire } from "node:module";

const [, , name, port] = process.argv;
const { io } = createRequire(import.meta.url)(name);
const url = `http://127.0.0.1:${port}`;

const within = (promise, what) =>
  Promise.race([
    promise,
    new Promise((_, reject) => setTimeout(() => reject(new Error(`${what} did not come in time`)), 5000)),
  ]);
const event = (socket, name) => within(new Promise((resolve) => socket.once(name, (...args) => resolve(args))), name);
const open = (options, namespace = "") => io(url + namespace, { forceNew: true, ...options });
const emit = (socket, ...args) => within(new Promise((resolve) => socket.emit(...args, (...back) => resolve(back))), "ack");

async function step(name, action) {
  await action();
  console.log("ok " + name);
}

const transports = {
  polling: ["polling"],
  websocket: ["websocket"],
  upgrade: ["polling", "websocket"],
};

for (const [kind, list] of Object.entries(transports)) {
  await step(kind, async () => {
    const socket = open({ transports: list, auth: { token: "t" }, query: { a: "1" } });
    const [auth, query] = await event(socket, "welcome");
    assert.deepEqual(auth, { token: "t" });
    assert.equal(query, "1");
    if (kind === "upgrade" && socket.io.engine.transport.name !== "websocket") {
      await within(new Promise((resolve) => socket.io.engine.once("upgrade", resolve)), "upgrade");
    }
    assert.equal(socket.io.engine.transport.name, kind === "polling" ? "polling" : "websocket");

    assert.deepEqual(await emit(socket, "echo", 1, "zwei \u20ac", { three: [true, null] }), [1, "zwei \u20ac", { three: [true, null] }]);
    const [bytes] = await emit(socket, "echo", Buffer.from([1, 2, 250]));
    assert.deepEqual([...bytes], [1, 2, 250]);
    const big = Buffer.alloc(300_000, 7);
    assert.equal(Buffer.compare((await emit(socket, "echo", { deep: [big] }))[0].deep[0], big), 0);

    socket.on("question", (arg, ack) => ack({ answer: arg }));
    socket.on("binary question", (arg, ack) => ack(arg));
    assert.deepEqual(await emit(socket, "ask me", 42), [{ answer: 42 }]);
    assert.deepEqual([...(await emit(socket, "ask me in binary", Buffer.from([9])))[0]], [9]);

    const got = [];
    socket.on("n", (n) => got.push(n));
    await emit(socket, "count to", 500);
    assert.deepEqual(got, Array.from({ length: 500 }, (_, n) => n));

    const gone = event(socket, "disconnect");
    socket.emit("send me away");
    assert.deepEqual((await gone)[0], "io server disconnect");
    socket.close();
  });
}

await step("order across the upgrade", async () => {
  const socket = open({});
  const got = [];
  socket.on("n", (n) => got.push(n));
  for (let n = 0; n < 200; n++) {
    socket.emit("repeat", n);
    if (n % 20 === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  }
  await emit(socket, "echo");
  assert.deepEqual(got, Array.from({ length: 200 }, (_, n) => n));
  socket.close();
});

await step("refused", async () => {
  const socket = open({}, "/refused");
  const [error] = await event(socket, "connect_error");
  assert.equal(error.message, "Not you");
  assert.deepEqual(error.data, { code: 7 });
  socket.close();
  const nowhere = open({}, "/nowhere");
  assert.equal((await event(nowhere, "connect_error"))[0].message, "Invalid namespace");
  nowhere.close();
});

await step("namespaces on one connection", async () => {
  const main = io(url, {});
  const other = io(url + "/other", {});
  await Promise.all([event(main, "connect"), event(other, "connect")]);
  assert.equal(main.io, other.io);
  assert.notEqual(main.id, other.id);
  assert.deepEqual(await emit(other, "echo", "there"), ["there"]);
  main.close();
  assert.deepEqual(await emit(other, "echo", "still"), ["still"]);
  other.close();
});

await step("reconnect", async () => {
  const socket = open({ reconnectionDelay: 50 });
  await event(socket, "connect");
  const first = socket.id;
  const again = event(socket, "connect");
  socket.emit("drop me");
  await again;
  assert.equal(socket.connected, true);
  if (name !== "client-4.8") assert.notEqual(socket.id, first);
  socket.close();
});

if (name === "client-4.8") {
  await step("recovery", async () => {
    const socket = open({ reconnectionDelay: 300, reconnectionDelayMax: 300 });
    await event(socket, "connect");
    const id = socket.id;
    const got = [];
    socket.on("n", (n) => got.push(n));
    await emit(socket, "join", "numbers");
    await emit(socket, "to room", "numbers", 1);
    const again = event(socket, "connect");
    socket.emit("drop me and tell", "numbers", [2, 3, 4]);
    await again;
    assert.equal(socket.recovered, true);
    assert.equal(socket.id, id);
    await emit(socket, "to room", "numbers", 5);
    assert.deepEqual(got, [1, 2, 3, 4, 5]);
    socket.close();
  });
}
process.exit(0);
