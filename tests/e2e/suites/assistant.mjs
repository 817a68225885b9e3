import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { call, nodeOf, Person } from "../support/client.mjs";
import { until } from "../support/stack.mjs";

/** Reads server-sent events as they come. */
async function* events(response) {
  let rest = "";
  for await (const piece of response.body.pipeThrough(new TextDecoderStream())) {
    const blocks = (rest + piece).split("\n\n");
    rest = blocks.pop();
    for (const block of blocks) {
      const lines = block.split("\n");
      const field = (name) => lines.filter((line) => line.startsWith(`${name}:`)).map((line) => line.slice(name.length + 1));
      yield { name: field("event")[0] ?? "message", data: JSON.parse(field("data").join("\n")), at: Date.now() };
    }
  }
}

function ask(person, body, signal) {
  return fetch(`${person.base}/api/ai/chat`, {
    method: "POST",
    headers: { authorization: `Bearer ${person.token}`, "content-type": "application/json" },
    body: JSON.stringify(body),
    signal,
  });
}

/** A socket that remembers every event of these names. */
async function listening(person, ...names) {
  const socket = await person.connect();
  socket.heard = [];
  for (const name of names) {
    socket.on(name, (payload) => socket.heard.push([name, payload]));
  }
  return socket;
}

/** Sockets of that person on two different presence nodes. */
async function onBothNodes(person, ...names) {
  const first = await listening(person, ...names);
  for (let tries = 0; tries < 20; tries++) {
    const second = await listening(person, ...names);
    if (nodeOf(second) !== nodeOf(first)) {
      return [first, second];
    }
    second.disconnect();
  }
  throw new Error("every socket came to the same node");
}

/** The assistant and the switches, on a stack that was started with --ai-demo. Its first user is the admin. */
export function assistant(stack) {
  describe("the assistant and the switches", () => {
    let admin;
    let ann;

    it("should make the first user an admin, and nobody else", async () => {
      admin = await Person.signUp(stack().url, "Root");
      ann = await Person.signUp(stack().url, "Ann");
      assert.match(stack().said.out, /DEMO/, "the console says that it is a demo");
    });

    it("should answer a prompt and keep the conversation", async () => {
      const socket = await listening(ann, "newMessage", "messageSent", "ai:delta");
      const response = await ask(ann, { prompt: "What is a monad?" });
      const answer = await response.json();

      assert.equal(response.status, 200, JSON.stringify(answer));
      assert.equal(answer.success, true);
      assert.match(answer.content, /^\[demo\] .*What is a monad\?/s);
      assert.deepEqual(answer.message, { role: "assistant", content: answer.content });
      assert.equal(answer.userMessage.senderId, ann.id);
      assert.equal(answer.userMessage.text, "What is a monad?");
      assert.equal(answer.aiMessage.receiverId, ann.id);
      assert.equal(answer.aiMessage.text, answer.content);

      const pushed = await until(() => socket.heard.find(([name]) => name === "newMessage"), "the push of the answer");
      assert.deepEqual(pushed[1], answer.aiMessage);
      const users = await ann.get("/api/messages/users");
      const listed = users.body.users.find((user) => user._id === answer.aiMessage.senderId);
      assert.equal(listed.fullName, "AI Assistant");
      assert.equal(users.body.unseenMsgs[listed._id], 1);
      const history = await ann.get(`/api/messages/${listed._id}`);
      assert.deepEqual(
        history.body.messages.map((message) => message._id),
        [answer.userMessage._id, answer.aiMessage._id],
      );
      ann.leave();
    });

    it("should stream an answer through the gateway as it comes, to the request and to the sockets", async () => {
      const sockets = await onBothNodes(ann, "ai:delta", "newMessage");
      const response = await ask(ann, { prompt: "Again, please", stream: true });
      assert.equal(response.status, 200);
      assert.match(response.headers.get("content-type"), /^text\/event-stream/);
      const came = [];
      for await (const event of events(response)) {
        came.push(event);
      }

      assert.equal(came[0].name, "start");
      assert.equal(came.at(-1).name, "done");
      const pieces = came.slice(1, -1);
      assert.ok(pieces.every((piece) => piece.name === "message"));
      assert.ok(pieces.length > 10, `${pieces.length} pieces`);
      const spread = pieces.at(-1).at - pieces[0].at;
      assert.ok(spread > 500, `nothing held the pieces back: they came over ${spread} ms`);
      const { data } = came.at(-1);
      assert.equal(pieces.map((piece) => piece.data.delta).join(""), data.content);
      assert.match(data.content, /has 3 messages/, "the model was told the conversation so far");

      for (const socket of sockets) {
        await until(() => socket.heard.some(([name]) => name === "newMessage"), "the push of the answer");
        const deltas = socket.heard.filter(([name]) => name === "ai:delta").map(([, payload]) => payload);
        assert.equal(deltas.map((delta) => delta.delta).join(""), data.content);
        assert.ok(deltas.every((delta) => delta.replyTo === data.userMessage._id));
        assert.deepEqual(socket.heard.at(-1), ["newMessage", data.aiMessage]);
      }
      ann.leave();
    });

    it("should stop when the request is closed, and keep what was said", async () => {
      const closing = new AbortController();
      const response = await ask(ann, { prompt: "Stop me", stream: true }, closing.signal);
      let question;
      try {
        let pieces = 0;
        for await (const event of events(response)) {
          question ??= event.data.userMessage;
          if (++pieces === 4) {
            closing.abort();
          }
        }
      } catch (error) {
        assert.equal(error.name, "AbortError");
      }
      const id = question.receiverId;
      const kept = await until(async () => {
        const { messages } = (await ann.get(`/api/messages/${id}`)).body;
        return messages.at(-1).senderId === id && messages.at(-2)._id === question._id ? messages.at(-1) : null;
      }, "the answer as far as it came");
      assert.match(kept.text, /^\[demo\]/);
      assert.ok(kept.text.length < 150, `stopped early: ${kept.text}`);
    });

    it("should refuse what it can't take", async () => {
      for (const body of [{}, { prompt: "" }, { messages: [] }]) {
        const refused = await ann.call("POST", "/api/ai/chat", { json: body });
        assert.equal(refused.status, 400);
        assert.equal(refused.body.message, "messages array is required");
      }
      const stranger = await call(stack().url, "POST", "/api/ai/chat", { json: { prompt: "hi" } });
      assert.equal(stranger.status, 401);
      assert.equal(stranger.body.message, "Unauthorized - No token provided");
    });

    for (const [path, event] of [
      ["/api/ai/limiter", "aiStatusChanged"],
      ["/api/messages/uploads", "uploadsStatusChanged"],
    ]) {
      it(`should let admins turn ${path}, and tell every socket on every node`, async () => {
        const sockets = await onBothNodes(ann, event);
        assert.deepEqual((await ann.get(path)).body, { success: true, enabled: true });

        for (const json of [{ enabled: false }, {}]) {
          const refused = await ann.call("POST", path, { json });
          assert.equal(refused.status, 403);
          assert.equal(refused.body.message, "Admin access required");
        }
        const wrong = await admin.call("POST", path, { json: { enabled: "no" } });
        assert.equal(wrong.status, 400);
        assert.equal(wrong.body.message, "enabled must be boolean");
        assert.deepEqual((await admin.call("POST", path)).body, { success: true, enabled: true });

        for (const enabled of [false, true]) {
          const turned = await admin.call("POST", path, { json: { enabled } });
          assert.equal(turned.status, 200);
          assert.deepEqual(turned.body, { success: true, enabled });
          assert.deepEqual((await ann.get(path)).body, { success: true, enabled });
          for (const socket of sockets) {
            await until(() => socket.heard.at(-1)?.[1] === enabled, `${event} ${enabled}`, 1_000);
          }
          if (event === "aiStatusChanged" && !enabled) {
            const off = await ann.call("POST", "/api/ai/chat", { json: { prompt: "hi" } });
            assert.equal(off.status, 503);
            assert.equal(off.body.message, "AI service is currently disabled");
          }
        }
        for (const socket of sockets) {
          assert.deepEqual(socket.heard, [
            [event, false],
            [event, true],
          ]);
        }
        ann.leave();
      });
    }
  });
}
