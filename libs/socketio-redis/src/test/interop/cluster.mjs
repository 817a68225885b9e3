// One cluster of a Node server (here) and a Java server: node cluster.mjs <redis port> <java port> plain|sharded
import assert from "node:assert/strict";
import { createAdapter, createShardedAdapter } from "@socket.io/redis-adapter";
import { Emitter } from "@socket.io/redis-emitter";
import { createClient } from "redis";
import { Server } from "socket.io";
import { io as connect } from "socket.io-client";

const [, , redisPort, javaPort, kind] = process.argv;
const sharded = kind === "sharded";
const pub = createClient({ url: `redis://127.0.0.1:${redisPort}` });
const sub = pub.duplicate();
await Promise.all([pub.connect(), sub.connect()]);
const server = new Server(0, { adapter: (sharded ? createShardedAdapter : createAdapter)(pub, sub) });
const heard = [];
server.of("/").on("hello from java", (arg, ack) => {
  heard.push(arg);
  if (ack) ack("node heard " + arg);
});
server.on("connection", (socket) => {
  socket.data.home = "node";
  socket.on("join", (room, ack) => {
    socket.join(room);
    ack();
  });
});

const within = (promise, what) =>
  Promise.race([promise, new Promise((_, no) => setTimeout(() => no(new Error(what + " did not come in time")), 4000))]);
const event = (socket, name) => within(new Promise((yes) => socket.once(name, (...args) => yes(args))), name);
const ask = (socket, ...args) => within(new Promise((yes) => socket.emit(...args, (...back) => yes(back))), args[0]);
const nothing = async (socket, name) => {
  let came = false;
  socket.once(name, () => (came = true));
  await new Promise((yes) => setTimeout(yes, 150));
  socket.off(name);
  assert.equal(came, false, name + " came");
};
async function step(name, action) {
  await action();
  console.log("ok " + name);
}

const atNode = connect(`http://127.0.0.1:${server.httpServer.address().port}`, { transports: ["websocket"] });
const atJava = connect(`http://127.0.0.1:${javaPort}`, { transports: ["websocket"] });
await Promise.all([event(atNode, "connect"), event(atJava, "connect")]);

await step("node broadcasts to java", async () => {
  // The sender's own client gets it too: left unread, it would be taken for the next step's.
  const atNodeCame = event(atNode, "news");
  const came = event(atJava, "news");
  server.emit("news", 1, { a: [true, null, "\u20ac", -5, 2.5, 5000000000] });
  assert.deepEqual(await came, [1, { a: [true, null, "\u20ac", -5, 2.5, 5000000000] }]);
  await atNodeCame;
});
await step("java broadcasts to node", async () => {
  const atJavaCame = event(atJava, "news");
  const came = event(atNode, "news");
  await ask(atJava, "broadcast", "news", { a: [true, null, "\u20ac", -5, 2.5, 5000000000] });
  assert.deepEqual(await came, [{ a: [true, null, "\u20ac", -5, 2.5, 5000000000] }]);
  await atJavaCame;
});
await step("binary both ways", async () => {
  const atJavaCame = event(atJava, "bytes");
  const ownCame = event(atNode, "bytes");
  server.emit("bytes", { deep: [Buffer.from([1, 2])] });
  assert.deepEqual([...(await atJavaCame)[0].deep[0]], [1, 2]);
  await ownCame;
  const atNodeCame = event(atNode, "bytes");
  await ask(atJava, "broadcast", "bytes", Buffer.from([3, 4]));
  assert.deepEqual([...(await atNodeCame)[0]], [3, 4]);
});
await step("rooms both ways", async () => {
  await ask(atNode, "join", "red");
  const came = event(atNode, "in red");
  const none = nothing(atJava, "in red");
  await ask(atJava, "broadcast to", "red", "in red", 1);
  assert.deepEqual(await came, [1]);
  await none;
  await ask(atJava, "join", "blue");
  const atJavaCame = event(atJava, "in blue");
  const atNodeNone = nothing(atNode, "in blue");
  server.to("blue").emit("in blue", 2);
  assert.deepEqual(await atJavaCame, [2]);
  await atNodeNone;
  const both = Promise.all([event(atJava, "two"), event(atNode, "two")]);
  server.to(["red", "blue"]).emit("two");
  await both;
  const notNode = nothing(atNode, "except");
  const java = event(atJava, "except");
  server.except("red").emit("except");
  await java;
  await notNode;
});
await step("fetchSockets both ways", async () => {
  const sockets = await server.fetchSockets();
  assert.deepEqual(sockets.map((s) => s.id).sort(), [atNode.id, atJava.id].sort());
  const java = sockets.find((s) => s.id === atJava.id);
  assert.ok(java.rooms.has("blue"));
  assert.equal(java.data.home, "java");
  assert.equal(typeof java.handshake.headers, "object");
  const [seen] = await ask(atJava, "fetch");
  assert.deepEqual(seen.map((s) => s.id).sort(), [atNode.id, atJava.id].sort());
  assert.equal(seen.find((s) => s.id === atNode.id).home, "node");
});
await step("acknowledgements both ways", async () => {
  atNode.on("ask", (ack) => ack("node"));
  atJava.on("ask", (ack) => ack("java"));
  assert.deepEqual((await server.timeout(2000).emitWithAck("ask")).sort(), ["java", "node"]);
  assert.deepEqual((await ask(atJava, "ask all"))[0].sort(), ["java", "node"]);
});
await step("server-side events both ways", async () => {
  assert.deepEqual(await server.serverSideEmitWithAck("hello from node", 7), ["java heard 7"]);
  assert.deepEqual((await ask(atJava, "tell nodes", 8))[0], ["node heard 8"]);
  assert.deepEqual(heard, [8]);
});
await step("join, leave and disconnect from afar", async () => {
  server.in(atJava.id).socketsJoin("green");
  await new Promise((yes) => setTimeout(yes, 100));
  const came = event(atJava, "in green");
  server.to("green").emit("in green");
  await came;
  server.socketsLeave("green");
  await new Promise((yes) => setTimeout(yes, 100));
  const none = nothing(atJava, "in green");
  server.to("green").emit("in green");
  await none;
});
// The emitter speaks the plain adapter's format only.
if (!sharded) await step("the emitter", async () => {
  const emitter = new Emitter(pub);
  const both = Promise.all([event(atJava, "from outside"), event(atNode, "from outside")]);
  emitter.emit("from outside", Buffer.from([1]));
  await both;
  const blue = event(atJava, "to blue");
  emitter.to("blue").emit("to blue");
  await blue;
  emitter.in("blue").socketsJoin("violet");
  await new Promise((yes) => setTimeout(yes, 100));
  const violet = event(atJava, "to violet");
  emitter.to("violet").emit("to violet");
  await violet;
  emitter.serverSideEmit("hello from node", 9);
});
await step("disconnect from afar", async () => {
  const gone = event(atJava, "disconnect");
  server.in(atJava.id).disconnectSockets();
  assert.deepEqual((await gone)[0], "io server disconnect");
});
process.exit(0);
