// What an admin does to a running system, as its users notice it. Wants a system of its own with two presence nodes:
// whoever signs up first is the admin.
import assert from "node:assert/strict";
import { afterEach, before, describe, it } from "node:test";
import { call, nodeOf, onEachNode, Person, pushed, refusal, seesOnline } from "../support/client.mjs";
import { sleep, until, within } from "../support/stack.mjs";

const QUICK = { reconnectionDelay: 100, reconnectionDelayMax: 300 };
const OUT_WITHIN_MS = 1_000;
// Each is told to move within the drain time: half a second on one machine, 20 s by default.
const MOVED_WITHIN_MS = 40_000;

export function operation(stack) {
  let admin;
  before(async () => {
    admin = await Person.signUp(stack().url, "Ada");
  });
  const people = [];
  const join = async (name) => {
    const person = await Person.signUp(stack().url, name);
    people.push(person);
    return person;
  };
  afterEach(() => people.splice(0).forEach((person) => person.leave()));
  const nodes = async () => {
    const answer = await admin.get("/api/admin/nodes");
    assert.equal(answer.status, 200);
    return answer.body;
  };

  describe("a ban", () => {
    it("should close the user's sockets on every node within a second, and keep them out until it is lifted", async () => {
      const ben = await join("Ben");
      const cay = await join("Cay");
      const bystander = await cay.connect();
      const sockets = await onEachNode(ben, 2, { reconnection: false });
      assert.notEqual(nodeOf(sockets[0]), nodeOf(sockets[1]));
      const gone = sockets.map((socket) => new Promise((resolve) => socket.once("disconnect", resolve)));

      const banned = await admin.call("POST", `/api/auth/users/${ben.id}/ban`);
      assert.equal(banned.status, 200);
      // From the answer on: the first request of its kind may take a service that was just started longer than that.
      await within(OUT_WITHIN_MS, Promise.all(gone), "the end of both sockets");

      assert.deepEqual(
        sockets.map((socket) => socket.connected),
        [false, false],
      );
      for (const transports of [["websocket"], ["polling"]]) {
        assert.match(await refusal(stack().url, { transports, auth: { token: ben.token } }), /^Authentication error: /);
      }
      assert.equal((await ben.get("/api/auth/get-profile")).status, 401);
      const login = () =>
        call(stack().url, "POST", "/api/auth/login", { json: { email: ben.email, password: ben.password } });
      const refused = await login();
      assert.equal(refused.status, 403);
      assert.equal(refused.body.code, "user_banned");
      assert.equal(bystander.connected, true);
      const listed = await admin.get("/api/auth/users/banned");
      assert.deepEqual(
        listed.body.banned.map(({ user }) => user._id),
        [ben.id],
      );

      assert.equal((await admin.call("DELETE", `/api/auth/users/${ben.id}/ban`)).status, 200);
      const again = await login();
      assert.equal(again.status, 200);
      ben.token = again.body.token;
      const back = await ben.connect();
      await cay.send(ben, "welcome back");
      await pushed(back, "welcome back");
      assert.equal((await admin.get("/api/auth/users/banned")).body.total, 0);
    });
  });

  describe("the admin's view of the nodes", () => {
    it("should be true of all of them, whichever answers", async () => {
      const ben = await join("Ben");
      const before = await nodes();
      assert.deepEqual(
        before.nodes.map((node) => node.id),
        ["presence-1", "presence-2"],
      );
      const [socket] = await onEachNode(ben, 2);
      const text = "count me";
      await admin.send(ben, text);
      await pushed(socket, text);

      // Nodes tell of themselves every two seconds.
      const now = await until(async () => {
        const all = await nodes();
        // Those of the tests before go offline after their grace, which a node tells of with its next figures.
        const told = all.nodes.every(
          (node, at) => node.sockets > 0 && node.users === 1 && node.pushes > before.nodes[at].pushes,
        );
        return told && all.online === 1 && all;
      }, "figures of both nodes");

      for (const node of now.nodes) {
        assert.equal(node.draining, false);
        assert.equal(node.load, node.sockets / node.capacity);
        assert.equal(node.latency.counts.length, node.latency.upTo.length + 1);
        assert.ok(node.latency.counts.reduce((sum, count) => sum + count, 0) > 0);
      }
    });

    it("should be refused to everybody else", async () => {
      const ben = await join("Ben");
      for (const [method, path] of [
        ["GET", "/api/admin/nodes"],
        ["POST", "/api/admin/nodes/presence-1/drain"],
        ["DELETE", "/api/admin/nodes/presence-1/drain"],
        ["GET", "/api/auth/users/banned"],
      ]) {
        const answer = await ben.call(method, path);
        assert.equal(answer.status, 403, `${method} ${path}`);
        assert.deepEqual(
          { success: answer.body.success, message: answer.body.message },
          { success: false, message: "Admin access required" },
        );
        assert.equal((await call(stack().url, method, path)).status, 401, `${method} ${path}`);
      }
    });
  });

  describe("a drain", () => {
    it("should move everybody to the other node without losing a message, until it is taken back", async () => {
      const ben = await join("Ben");
      const cay = await join("Cay");
      const writer = await cay.connect(QUICK);
      const [one, two] = await onEachNode(ben, 2, QUICK);
      const leaving = nodeOf(one);
      const staying = nodeOf(two);
      await seesOnline(writer, ben);
      let flickers = 0;
      writer.on("getOnlineUsers", (ids) => (flickers += ids.includes(ben.id) ? 0 : 1));

      const asked = await admin.call("POST", `/api/admin/nodes/${leaving}/drain`);
      assert.equal(asked.status, 200);
      assert.equal(asked.body.node.draining, true);
      const other = await admin.call("POST", `/api/admin/nodes/${staying}/drain`);
      assert.equal(other.status, 409);
      assert.equal(other.body.code, "last_node");

      const texts = [];
      const deadline = Date.now() + MOVED_WITHIN_MS;
      while ((!one.connected || nodeOf(one) !== staying) && Date.now() < deadline) {
        const text = `on the way ${texts.length}`;
        assert.equal((await cay.send(ben, text)).status, 201);
        texts.push(text);
        await sleep(150);
      }
      assert.equal(nodeOf(one), staying, "the client came back to the other node");
      await cay.send(ben, "after the move");
      texts.push("after the move");
      for (const socket of [one, two]) {
        await pushed(socket, "after the move");
        assert.deepEqual(
          socket.pushes.map((message) => message.text),
          texts,
          "every message once, in order",
        );
      }
      assert.equal(flickers, 0, "nobody saw Ben go");
      for (let i = 0; i < 6; i++) {
        assert.equal(nodeOf(await ben.connect()), staying, "new sockets go to the other node");
      }
      const drained = await until(
        async () => (await nodes()).nodes.find((node) => node.id === leaving && node.sockets === 0),
        "the node without sockets",
        MOVED_WITHIN_MS,
      );
      assert.equal(drained.draining, true);

      const back = await admin.call("DELETE", `/api/admin/nodes/${leaving}/drain`);
      assert.equal(back.status, 200);
      assert.equal(back.body.node.draining, false);
      await until(async () => nodeOf(await ben.connect()) === leaving, "a socket on the node that is back");
    });

    it("should name its mistakes", async () => {
      const unknown = await admin.call("POST", "/api/admin/nodes/nobody/drain");
      assert.deepEqual([unknown.status, unknown.body.code], [404, "node_not_found"]);
      const malformed = await admin.call("POST", "/api/admin/nodes/No%20node/drain");
      assert.deepEqual([malformed.status, malformed.body.code], [400, "malformed_id"]);
    });
  });
}
