import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { call, Person } from "../support/client.mjs";

const ID = /^[0-9a-f]{24}$/;

export function accounts(stack) {
  describe("accounts", () => {
    it("should sign up, log in and give the profile", async () => {
      const ann = await Person.signUp(stack().url, "Ann");

      assert.equal(ann.signup.success, true);
      assert.equal(ann.signup.message, "User created successfully");
      assert.match(ann.id, ID);
      assert.deepEqual(pick(ann.signup.userData), {
        fullName: "Ann",
        email: ann.email,
        profilePic: "",
        bio: "I am Ann",
      });
      assert.equal("password" in ann.signup.userData, false);

      const login = await call(stack().url, "POST", "/api/auth/login", {
        json: { fullName: "", email: ann.email.toUpperCase(), password: ann.password },
      });
      assert.equal(login.status, 200);
      assert.equal(login.body.message, "User logged in successfully");
      assert.deepEqual(login.body.userData, ann.signup.userData);

      const profile = await call(stack().url, "GET", "/api/auth/get-profile", { token: login.body.token });
      assert.equal(profile.status, 200);
      assert.deepEqual(profile.body, {
        success: true,
        message: "User profile fetched successfully",
        user: ann.signup.userData,
      });
    });

    it("should change the name and keep what is not named", async () => {
      const ann = await Person.signUp(stack().url, "Ann");

      const update = await ann.call("PUT", "/api/auth/update-profile", {
        json: { fullName: "Anna", email: "other@example.org", _id: "0".repeat(24) },
      });

      assert.equal(update.status, 200);
      assert.equal(update.body.message, "User profile updated successfully");
      assert.deepEqual(update.body.updatedUser, { ...ann.signup.userData, fullName: "Anna" });
    });

    it("should accept a form as well as JSON", async () => {
      const ann = await Person.signUp(stack().url, "Ann");

      const login = await call(stack().url, "POST", "/api/auth/login", {
        body: new URLSearchParams({ email: ann.email, password: ann.password }),
      });

      assert.equal(login.status, 200);
    });

    it("should let one of several sign-ups with the same address win", async () => {
      const json = { fullName: "Ann", email: `race.${Date.now()}@example.org`, password: "correct horse battery" };

      const answers = await Promise.all(
        Array.from({ length: 6 }, () => call(stack().url, "POST", "/api/auth/signup", { json })),
      );

      const codes = answers.map((answer) => answer.status).sort();
      assert.deepEqual(codes, [201, 400, 400, 400, 400, 400]);
      answers
        .filter((answer) => answer.status === 400)
        .forEach((answer) => assert.equal(answer.body.message, "User already exists"));
    });

    it("should not say whether it was the address or the password", async () => {
      const ann = await Person.signUp(stack().url, "Ann");

      for (const json of [
        { email: ann.email, password: "wrong password" },
        { email: "nobody@example.org", password: ann.password },
      ]) {
        const login = await call(stack().url, "POST", "/api/auth/login", { json });
        assert.equal(login.status, 400);
        assert.equal(login.body.message, "Invalid credentials");
        assert.equal(login.body.success, false);
      }
    });
  });
}

function pick({ fullName, email, profilePic, bio }) {
  return { fullName, email, profilePic, bio };
}
