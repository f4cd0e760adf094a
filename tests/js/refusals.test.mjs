import assert from "node:assert/strict";
import test from "node:test";
import { refusal, refusedStatus, trouble } from "../../src/lanterne/web/static/web/player/refusals.js";

const words = {
  refused_not_yet: "Not yet",
  refused_not_yet_why: "It has not opened.",
  refused_unknown: "No",
  refused_unknown_why: "No reason.",
};

test("the service's own sentence comes before ours", () => {
  assert.deepEqual(refusal("not_yet", "It opens on 3 March.", words), {
    heading: "Not yet",
    sentence: "It opens on 3 March.",
    offer: "title",
  });
  assert.equal(refusal("not_yet", "", words).sentence, "It has not opened.");
});

test("a reason nobody told us about still has words and something to do", () => {
  const expected = { heading: "No", sentence: "No reason.", offer: "retry" };
  assert.deepEqual(refusal("constructor", "", words), { ...expected, offer: "retry" });
  assert.deepEqual(refusal("eclipse", "", words), expected);
});

test("errors of the library have the sentence of their kind", () => {
  assert.equal(trouble({ category: 1, code: 1002 }), "network");
  assert.equal(trouble({ category: 4, code: 4032 }), "device");
  assert.equal(trouble({ category: 6, code: 6001 }), "device");
  assert.equal(trouble({ category: 6, code: 6008 }), "key");
  assert.equal(trouble({ category: 4, code: 4001 }), "film");
  assert.equal(trouble({ category: 9, code: 9000 }), "other");
});

test("a refused address is told from a broken connection", () => {
  assert.equal(refusedStatus({ code: 1001, data: ["/m/x", 410] }), 410);
  assert.equal(refusedStatus({ code: 1001, data: ["/m/x", 503] }), null);
  assert.equal(refusedStatus({ code: 1002, data: [] }), null);
});
