import assert from "node:assert/strict";
import test, { beforeEach } from "node:test";
import { setImmediate as settled } from "node:timers/promises";
import { Viewing } from "../../src/lanterne/web/static/web/player/viewing.js";

let said;
let answer;
const api = {
  start: (title, device) => {
    said.push(`start ${title} ${device}`);
    return new Promise((resolve, reject) => (answer = { resolve, reject }));
  },
  stop: async (session) => said.push(`stop ${session}`),
};
const asked = () => new Viewing(api, 7, "Chrome");
const opens = () => answer.resolve({ session_id: "s1" });
const leave = () => window.dispatchEvent(new Event("pagehide"));

beforeEach(() => {
  said = [];
  globalThis.window = new EventTarget();
  globalThis.document = new EventTarget();
});

test("a viewing is asked for at once", async () => {
  const viewing = asked();
  assert.deepEqual(said, ["start 7 Chrome"]);
  opens();
  assert.deepEqual(await viewing.started, { session_id: "s1" });
});

test("leaving gives the place back", async () => {
  asked();
  opens();
  await settled();
  leave();
  await settled();
  assert.deepEqual(said, ["start 7 Chrome", "stop s1"]);
});

test("leaving before the answer gives the place back as soon as it is known", async () => {
  asked();
  leave();
  await settled();
  assert.deepEqual(said, ["start 7 Chrome"]);
  opens();
  await settled();
  assert.deepEqual(said, ["start 7 Chrome", "stop s1"]);
});

test("what a heartbeat has taken is the heartbeat's to stop", async () => {
  const viewing = asked();
  opens();
  await viewing.started;
  viewing.take();
  leave();
  await settled();
  assert.deepEqual(said, ["start 7 Chrome"]);
});

test("what could not be played is stopped once, taken or not", async () => {
  const viewing = asked();
  opens();
  await viewing.started;
  viewing.take();
  viewing.drop();
  leave();
  await settled();
  assert.deepEqual(said, ["start 7 Chrome", "stop s1"]);
});

test("a refusal has nothing to stop", async () => {
  const viewing = asked();
  answer.reject(new Error("refused"));
  viewing.drop();
  await assert.rejects(viewing.started, /refused/);
  assert.deepEqual(said, ["start 7 Chrome"]);
});

test("a page that is drawn ahead asks when somebody looks at it", async () => {
  document.prerendering = true;
  const viewing = asked();
  await settled();
  assert.deepEqual(said, []);
  document.dispatchEvent(new Event("prerenderingchange"));
  await settled();
  assert.deepEqual(said, ["start 7 Chrome"]);
  opens();
  assert.deepEqual(await viewing.started, { session_id: "s1" });
});
