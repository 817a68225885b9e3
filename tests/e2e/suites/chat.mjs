import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { nodeOf, Person, pushed, seesOffline, seesOnline } from "../support/client.mjs";
import { sleep, until } from "../support/stack.mjs";

const WAYS = {
  "websocket only": { transports: ["websocket"] },
  "polling only": { transports: ["polling"] },
  "default options": {},
};

export function chat(stack) {
  const pair = async () => [await Person.signUp(stack().url, "Ann"), await Person.signUp(stack().url, "Ben")];

  describe("chat", () => {
    for (const [way, options] of Object.entries(WAYS)) {
      it(`should carry messages both ways over ${way}`, async () => {
        const [ann, ben] = await pair();
        const a = await ann.connect(options);
        const b = await ben.connect(options);
        await Promise.all([seesOnline(a, ben), seesOnline(b, ann), seesOnline(a, ann)]);

        const there = await ann.send(ben, "hello Ben ✓ \u{1F600}\n two  lines ");
        assert.equal(there.status, 201);
        assert.equal(there.body.success, true);
        assert.deepEqual(await pushed(b, "hello Ben ✓ \u{1F600}\n two  lines "), there.body.newMessage);
        const back = await ben.send(ann, "hello Ann");
        assert.deepEqual(await pushed(a, "hello Ann"), back.body.newMessage);

        const { newMessage } = there.body;
        assert.match(newMessage._id, /^[0-9a-f]{24}$/);
        assert.equal(newMessage.senderId, ann.id);
        assert.equal(newMessage.receiverId, ben.id);
        assert.equal(newMessage.image, "");
        assert.equal(newMessage.seen, false);
        assert.match(newMessage.createdAt, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
        assert.match(newMessage.updatedAt, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
        if (way === "default options") {
          await until(() => a.io.engine.transport.name === "websocket", "the upgrade");
        } else {
          assert.equal(a.io.engine.transport.name, options.transports[0]);
        }
        assert.equal(b.pushes.length, 1);
        assert.equal(a.pushes.length, 1);
        ann.leave();
        ben.leave();
      });
    }

    it("should keep a message for someone offline and count it until it is read", async () => {
      const [ann, ben] = await pair();
      const cay = await Person.signUp(stack().url, "Cay");

      await ann.send(ben, "one");
      await ann.send(ben, "two");
      await cay.send(ben, "three");

      const before = await ben.get("/api/messages/users");
      assert.equal(before.status, 200);
      assert.equal(before.body.unseenMsgs[ann.id], 2);
      assert.equal(before.body.unseenMsgs[cay.id], 1);
      const ids = before.body.users.map((user) => user._id);
      assert.ok(ids.includes(ann.id) && ids.includes(cay.id) && !ids.includes(ben.id));
      before.body.users.forEach((user) => assert.equal(typeof user.fullName, "string"));

      const b = await ben.connect();
      await sleep(300);
      assert.deepEqual(b.pushes, [], "no backlog on a plain first connect");
      const history = await ben.get(`/api/messages/${ann.id}`);
      assert.equal(history.status, 200);
      assert.deepEqual(
        history.body.messages.map((message) => message.text),
        ["one", "two"],
      );

      const after = await ben.get("/api/messages/users");
      assert.equal(after.body.unseenMsgs[ann.id] ?? 0, 0);
      assert.equal(after.body.unseenMsgs[cay.id], 1);
      const annsView = await ann.get(`/api/messages/${ben.id}`);
      assert.deepEqual(
        annsView.body.messages.map((message) => message.seen),
        [true, true],
      );
      ben.leave();
    });

    it("should let only the receiver mark a message as seen", async () => {
      const [ann, ben] = await pair();
      const sent = await ann.send(ben, "look");
      const path = `/api/messages/seen/${sent.body.newMessage._id}`;

      assert.equal((await ann.call("PUT", path)).status, 404);
      assert.equal((await ben.get("/api/messages/users")).body.unseenMsgs[ann.id], 1);
      const seen = await ben.call("PUT", path);
      assert.equal(seen.status, 200);
      assert.deepEqual(seen.body, { success: true, message: "Message marked as seen" });
      assert.equal((await ben.get("/api/messages/users")).body.unseenMsgs[ann.id] ?? 0, 0);
    });

    it("should ignore who, when and whether seen in the body", async () => {
      const [ann, ben] = await pair();

      const sent = await ann.send(ben, "mine", { senderId: ben.id, seen: true, createdAt: "1999-01-01T00:00:00.000Z" });

      assert.equal(sent.status, 201);
      assert.equal(sent.body.newMessage.senderId, ann.id);
      assert.equal(sent.body.newMessage.seen, false);
      assert.ok(sent.body.newMessage.createdAt > "2020");
    });

    it("should take a message as a form with parts", async () => {
      const [ann, ben] = await pair();
      const form = new FormData();
      form.set("text", "as a part");

      const sent = await ann.call("POST", `/api/messages/send/${ben.id}`, { body: form });

      assert.equal(sent.status, 201);
      assert.equal(sent.body.newMessage.text, "as a part");
    });

    it("should push to the receiver only", async () => {
      const [ann, ben] = await pair();
      const cay = await Person.signUp(stack().url, "Cay");
      const [a, b, c] = await Promise.all([ann.connect(), ben.connect(), cay.connect()]);

      await ann.send(ben, "private");
      await pushed(b, "private");
      await sleep(200);

      assert.deepEqual([a.pushes.length, c.pushes.length], [0, 0]);
      [ann, ben, cay].forEach((person) => person.leave());
    });
  });

  describe("presence", () => {
    it("should tell the others when someone leaves", async () => {
      const [ann, ben] = await pair();
      const a = await ann.connect();
      await ben.connect();
      await seesOnline(a, ben);

      ben.leave();

      await seesOffline(a, ben);
      assert.ok(a.online.includes(ann.id));
      ann.leave();
    });

    it("should reach every tab, and show someone offline only when the last is closed", async () => {
      const [ann, ben] = await pair();
      const a = await ann.connect();
      const first = await ben.connect({ transports: ["websocket"] });
      const second = await ben.connect({ transports: ["polling"] });
      await seesOnline(a, ben);

      await ann.send(ben, "to all tabs");
      await Promise.all([pushed(first, "to all tabs"), pushed(second, "to all tabs")]);

      first.disconnect();
      // Longer than the grace that hides a page reload.
      await sleep(4_000);
      assert.ok(a.online.includes(ben.id), "still online with one tab");
      await ann.send(ben, "to the other tab");
      await pushed(second, "to the other tab");

      second.disconnect();
      await seesOffline(a, ben);
      ann.leave();
    });

    it("should carry pushes and presence between sockets on different nodes", async () => {
      const [ann, ben] = await pair();
      const a = await ann.connect({ transports: ["websocket"] });
      const b = await onAnotherNode(ben, nodeOf(a));

      assert.notEqual(nodeOf(a), nodeOf(b));
      await Promise.all([seesOnline(a, ben), seesOnline(b, ann)]);
      await ann.send(ben, "across");
      await pushed(b, "across");
      await ben.send(ann, "and back");
      await pushed(a, "and back");
      ben.leave();
      await seesOffline(a, ben);
      ann.leave();
    });
  });
}

/** New sessions go to the least loaded node, so that a few tries reach both. */
async function onAnotherNode(person, node) {
  for (let tries = 0; tries < 40; tries++) {
    const socket = await person.connect({ transports: tries % 2 ? ["polling"] : ["websocket"] });
    if (nodeOf(socket) !== node) {
      return socket;
    }
  }
  throw new Error(`every session went to ${node}`);
}
