import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, it } from "node:test";
import { EVENT_LIMIT_MS, Person } from "../support/client.mjs";
import { until } from "../support/stack.mjs";

const LIMIT = 5 * 1024 * 1024;
/** A photograph-like JPEG of 640 x 360 with Exif: turned by 90 degrees, and a place that nobody is to know. */
const photo = await readFile(new URL("../support/photo.jpg", import.meta.url));
const SECRET = "52.5200N-13.4050E";

export function pictures(stack) {
  const pair = async () => [await Person.signUp(stack().url, "Ann"), await Person.signUp(stack().url, "Ben")];

  describe("pictures", () => {
    it("should push a picture that an <img> can show, in parts and from a cache too", async () => {
      const [ann, ben] = await pair();
      const b = await ben.connect();

      const sent = await send(ann, ben, photo, "our holiday");

      assert.equal(sent.status, 201, JSON.stringify(sent.body));
      const push = await until(() => b.pushes.find((message) => message.image !== ""), "the push", EVENT_LIMIT_MS);
      assert.deepEqual(push, sent.body.newMessage);
      assert.equal(push.text, "our holiday");
      assert.match(push.image, new RegExp(`^${stack().url}/api/media/[0-9a-f]{32}$`));
      assert.deepEqual([push.imageMeta.width, push.imageMeta.height], [360, 640]);
      assert.equal(push.imageMeta.thumb, `${push.image}/thumb`);
      assert.match(push.imageMeta.blurhash, /^.{28}$/);

      // As a browser loads it: no token.
      const image = await fetch(push.image);
      const bytes = Buffer.from(await image.arrayBuffer());
      assert.equal(image.status, 200);
      assert.equal(image.headers.get("content-type"), "image/jpeg");
      assert.equal(image.headers.get("x-content-type-options"), "nosniff");
      assert.match(image.headers.get("content-security-policy"), /sandbox/);
      assert.match(image.headers.get("cache-control"), /immutable/);
      assert.deepEqual(bytes.subarray(0, 2), Buffer.from([0xff, 0xd8]));
      assert.ok(photo.includes(SECRET) && !bytes.includes(SECRET) && !bytes.includes("Exif"));

      const part = await fetch(push.image, { headers: { range: "bytes=10-19" } });
      assert.equal(part.status, 206);
      assert.equal(part.headers.get("content-range"), `bytes 10-19/${bytes.length}`);
      assert.deepEqual(Buffer.from(await part.arrayBuffer()), bytes.subarray(10, 20));
      assert.equal((await fetch(push.image, { headers: { range: `bytes=${bytes.length}-` } })).status, 416);

      const again = await fetch(push.image, { headers: { "if-none-match": image.headers.get("etag") } });
      assert.equal(again.status, 304);

      const thumb = await fetch(push.imageMeta.thumb);
      assert.equal(thumb.status, 200);
      assert.ok((await thumb.arrayBuffer()).byteLength < bytes.length);

      const history = await ben.get(`/api/messages/${ann.id}`);
      assert.deepEqual(history.body.messages[0].imageMeta, push.imageMeta);
      ben.leave();
    });

    it("should keep a profile picture that everybody sees", async () => {
      const [ann, ben] = await pair();
      const form = new FormData();
      form.set("fullName", "Ann with a face");
      form.set("profilePic", new Blob([photo], { type: "image/jpeg" }), "me.jpg");

      const changed = await ann.call("PUT", "/api/auth/update-profile", { body: form });

      assert.equal(changed.status, 200, JSON.stringify(changed.body));
      const { profilePic, fullName } = changed.body.updatedUser;
      assert.equal(fullName, "Ann with a face");
      assert.match(profilePic, new RegExp(`^${stack().url}/api/media/[0-9a-f]{32}$`));
      assert.equal((await fetch(profilePic)).status, 200);
      await until(
        async () => (await ben.get("/api/messages/users")).body.users.find((user) => user._id === ann.id)?.profilePic === profilePic,
        "the picture in the users list",
        EVENT_LIMIT_MS,
      );
    });

    it("should refuse what is no picture, and keep everything as it was", async () => {
      const [ann, ben] = await pair();
      const svg = Buffer.from("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>");
      const form = new FormData();
      form.set("profilePic", new Blob([svg], { type: "image/png" }), "me.png");

      const sent = await send(ann, ben, svg);
      const changed = await ann.call("PUT", "/api/auth/update-profile", { body: form });
      const cut = await send(ann, ben, photo.subarray(0, photo.length - 2));

      for (const answer of [sent, changed]) {
        assert.equal(answer.status, 400);
        assert.equal(answer.body.message, "Only image files are allowed!");
      }
      assert.equal(cut.status, 400);
      assert.equal(cut.body.code, "image_truncated");
      assert.deepEqual((await ben.get(`/api/messages/${ann.id}`)).body.messages, []);
      assert.equal((await ann.get("/api/auth/get-profile")).body.user.profilePic, "");
    });

    it("should take 5 MiB and refuse more, also much more", async () => {
      const [ann, ben] = await pair();
      const padded = (size) => Buffer.concat([photo, Buffer.alloc(size - photo.length)]);

      assert.equal((await send(ann, ben, padded(LIMIT))).status, 201);
      for (const size of [LIMIT + 1, 8 * 1024 * 1024, 40 * 1024 * 1024]) {
        const refused = await send(ann, ben, padded(size));
        assert.equal(refused.status, 413, `${size} bytes: ${JSON.stringify(refused.body)}`);
        assert.equal(refused.body.success, false);
      }
      assert.equal((await ann.send(ben, "still here")).status, 201);
    });

    it("should ask for a token to keep, and for none to show", async () => {
      const form = new FormData();
      form.set("file", new Blob([photo]), "x.jpg");

      assert.equal((await fetch(`${stack().url}/api/media`, { method: "POST", body: form })).status, 401);
      assert.equal((await fetch(`${stack().url}/api/media/${"0".repeat(32)}`)).status, 404);
    });
  });
}

function send(from, to, bytes, text) {
  const form = new FormData();
  if (text !== undefined) {
    form.set("text", text);
  }
  form.set("image", new Blob([bytes], { type: "image/jpeg" }), "photo.jpg");
  return from.call("POST", `/api/messages/send/${to.id}`, { body: form });
}
