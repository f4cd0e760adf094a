import assert from "node:assert/strict";
import test from "node:test";
import { hexadecimal, keyIn, keysFromLicence, kidOf, renewed } from "../../src/lanterne/web/static/web/player/address.js";

const OLD = "http://127.0.0.1:8000/m/k1.old/100/session-1/films/42/v-720/3.m4s";

test("an address goes on under the newest signature of its session", () => {
  const now = "http://127.0.0.1:8000/m/k2.new/200/session-1/films/42/v-720/3.m4s";
  assert.equal(renewed(OLD, "/m/k2.new/200/session-1/films/42/manifest.mpd"), now);
  assert.equal(renewed(OLD, "http://127.0.0.1:8000/m/k2.new/200/session-1/x"), now);
});

test("a key is told to the library in hexadecimal", () => {
  assert.equal(hexadecimal("AAECAwQFBgcICQoLDA0O_w"), "000102030405060708090a0b0c0d0eff");
});

test("another session's signature, and no signature, change nothing", () => {
  assert.equal(renewed(OLD, "/m/k2.new/200/session-2/films/42/manifest.mpd"), OLD);
  assert.equal(renewed(OLD, ""), OLD);
  assert.equal(renewed("/api/v1/sessions", "/m/k2.new/200/session-1/x"), "/api/v1/sessions");
  assert.equal(renewed("data:,x", "/m/k2.new/200/session-1/x"), "data:,x");
});

test("the key tags of a playlist lead to the licence", () => {
  const playlist = [
    "#EXTM3U",
    '#EXT-X-MAP:URI="init.mp4"',
    '#EXT-X-KEY:METHOD=SAMPLE-AES,URI="data:text/plain;base64,/+7dzLuqmYh3ZlVEMyIRAA==",KEYID=0xff,KEYFORMAT="org.w3.clearkey"',
    "#EXTINF:4,",
    "1.m4s",
  ];
  const pointed = keysFromLicence(playlist.join("\n"), "http://x/licence").split("\n");
  const key = 'URI="http://x/licence?kid=_-7dzLuqmYh3ZlVEMyIRAA",KEYFORMAT="identity"';
  assert.equal(pointed[2], "#EXT-X-KEY:METHOD=SAMPLE-AES," + key);
  assert.deepEqual(pointed.toSpliced(2, 1), playlist.toSpliced(2, 1));
});

test("keys that have an address of their own are left alone", () => {
  const other = '#EXT-X-KEY:METHOD=AES-128,URI="https://keys.example/1"';
  assert.equal(keysFromLicence(other, "http://x/licence"), other);
});

test("a licence address says which key it is for", () => {
  assert.equal(kidOf("http://x/licence?kid=_-7dzLuqmYh3ZlVEMyIRAA"), "_-7dzLuqmYh3ZlVEMyIRAA");
  assert.equal(kidOf("http://x/licence"), null);
});

test("the one key that was asked for comes out of a licence as bytes", () => {
  const licence = { keys: [{ kid: "aa", k: "AQID" }, { kid: "bb", k: "_-8" }] };
  assert.deepEqual([...keyIn(licence, "bb")], [255, 239]);
  assert.equal(keyIn(licence, "cc"), null);
});
