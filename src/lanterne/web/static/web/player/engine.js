/** Shaka Player, set up for us: signed addresses, the licence, tracks, pictures for the time line. */

import { hexadecimal, keyIn, keysFromLicence, kidOf, renewed } from "./address.js";
import { chaptersIn } from "./chapters.js";
import { codecOf, qualities, rungOf, sounds, subtitles } from "./tracks.js";

const CLEAR_KEY = "org.w3.clearkey";
const CODEC_PREFIXES = { av1: "av01", h264: "avc1" };
const WIDEST = 16 / 9;

export class Engine extends EventTarget {
  #player;
  #headers;
  #language;
  #words;
  #licence = null;
  #address = "";
  #isClosed = false;
  #attached;
  #isHeld = false;
  #hasPicture = false;
  #chapters = null;

  constructor({ video, captions, headers, language, words }) {
    super();
    shaka.polyfill.installAll();
    this.#headers = headers;
    this.#language = language;
    this.#words = words;
    this.#player = new shaka.Player();
    this.#player.setVideoContainer(captions);
    for (const name of ["adaptation", "variantchanged", "trackschanged", "textchanged", "loaded"]) {
      this.#player.addEventListener(name, () => this.dispatchEvent(new Event("tracks")));
    }
    this.#player.addEventListener("buffering", ({ buffering }) => this.#tell("buffering", buffering));
    this.#player.addEventListener("error", ({ detail }) => this.#tell("error", detail));
    this.#filter(this.#player.getNetworkingEngine());
    // Begun here, waited for in open(): it does not need to know what will be played.
    this.#attached = this.#player.attach(video);
    this.#attached.catch(() => {});
    video.addEventListener("loadeddata", () => this.#showed(), { once: true });
  }

  static get isSupported() {
    return Boolean(globalThis.shaka) && shaka.Player.isBrowserSupported();
  }

  /**
   * Load what a session opened; `wish` has `format`, `codec`, `audio`, `purpose`, `surround`, `captions`, `from`
   * (seconds).
   */
  async open(started, wish) {
    this.#licence = started.licence_url && new URL(started.licence_url, location.href).href;
    this.#address = wish.format === "hls" ? started.hls_url : started.dash_url;
    this.#player.configure(this.#configuration(started, wish));
    await this.#attached;
    await this.#player.load(this.#address, wish.from || null);
    this.#takeSound(wish);
    this.chooseCaptions(wish.captions ?? null);
  }

  /** Use a newer signature from here on; any fresh address of this session carries it. */
  renew(fresh) {
    this.#address = renewed(this.#address, fresh);
  }

  /** Try again after the network let us down; false where there was nothing to retry. */
  retry() {
    return this.#player.retryStreaming();
  }

  close() {
    this.#isClosed = true;
    return this.#player.destroy();
  }

  /** Whether there is a film to go on with, or the trouble came before it. */
  get isLoaded() {
    return this.#player.getLoadMode() === shaka.Player.LoadMode.MEDIA_SOURCE;
  }

  get qualities() {
    return qualities(this.#player.getVideoTracks());
  }

  /** What is being fetched now: `{rung, codec}`, or null before the first segment. */
  get current() {
    const track = this.#player.getVideoTracks().find((each) => each.active);
    return track ? { rung: rungOf(track), codec: codecOf(track.codecs) } : null;
  }

  /** Hold one rung, or let the network decide again with null. */
  chooseQuality(key) {
    const chosen = this.qualities.find((each) => each.key === key);
    this.#isHeld = Boolean(chosen);
    this.#adapt();
    if (chosen) this.#player.selectVideoTrack(chosen.track, true, 2);
    this.dispatchEvent(new Event("tracks"));
  }

  get isAutomatic() {
    return !this.#isHeld;
  }

  get audios() {
    return sounds(this.#player.getAudioTracks(), this.#language, this.#words);
  }

  chooseAudio(key) {
    const chosen = this.audios.find((each) => each.key === key);
    if (!chosen) return;
    this.#player.selectAudioTrack(chosen.track);
    if (!this.captions.some(({ track }) => track.active)) this.#showForced(chosen.track.language);
  }

  get captions() {
    return subtitles(this.#player.getTextTracks(), this.#language, this.#words);
  }

  /** Show the subtitles of a key or of a language; null leaves only the lines that every viewer needs. */
  chooseCaptions(key) {
    const offered = this.captions;
    const chosen = offered.find((each) => each.key === key || each.track.language === key);
    if (chosen) this.#player.selectTextTrack(chosen.track);
    else this.#showForced(this.#player.getAudioTracks().find((each) => each.active)?.language);
    this.dispatchEvent(new Event("tracks"));
  }

  /** Forced lines belong to a sound: they translate what it leaves in another language. */
  #showForced(language) {
    const forced = this.#player.getTextTracks().find((each) => each.forced && each.language === language);
    this.#player.selectTextTrack(forced ?? null);
  }

  /** Whoever chose an audio description, or surround, gets it again where the film has it. */
  #takeSound({ audio, purpose, surround }) {
    if (!purpose && !surround) return;
    const fitting = this.audios
      .filter((each) => each.track.language === audio && each.purpose === (purpose ?? ""))
      .toSorted((one, other) => Number(other.isSurround === surround) - Number(one.isSurround === surround));
    if (fitting.length && !fitting[0].track.active) this.#player.selectAudioTrack(fitting[0].track);
  }

  /** The chapters, `[{start, title}]`; none when the film has none. */
  async chapters() {
    if (this.#chapters) await this.#player.addChaptersTrack(this.#chapters, "und", "text/vtt");
    const found = await this.#player.getChaptersAsync("und");
    return found.map(({ startTime: start, title }) => ({ start, title }));
  }

  /** The trick-play picture for a moment: where its sheet is and which part of it, or null. */
  async pictureAt(seconds) {
    const tracks = this.#player.getImageTracks();
    if (!tracks.length || this.#isClosed) return null;
    // The smallest sheet that is still sharp on the time line.
    const best = tracks.toSorted((a, b) => a.bandwidth - b.bandwidth)[0];
    const picture = await this.#player.getThumbnails(best.id, seconds);
    if (!picture) return null;
    const { width, height, positionX: x, positionY: y, imageWidth, imageHeight } = picture;
    const address = renewed(picture.uris[0], this.#address);
    return { address, width, height, x, y, imageWidth, imageHeight };
  }

  #configuration(started, wish) {
    const codec = CODEC_PREFIXES[wish.codec];
    return {
      drm: this.#protection(started, wish),
      // Left alone, the library takes for each rung the codec that needs the fewest bits and that this device decodes.
      ...(codec ? { preferredVideo: [{ codec }] } : {}),
      preferredAudio: wish.audio ? [{ language: wish.audio }] : [],
      preferredText: wish.captions ? [{ language: wish.captions }] : [],
      // By area, because a phone's upright 1080 is no larger than a lying one.
      restrictions: started.tallest ? { maxPixels: Math.ceil(started.tallest ** 2 * WIDEST * 1.01) } : {},
      abr: { enabled: false, restrictToElementSize: true, defaultBandwidthEstimate: 3e6 },
      streaming: {
        bufferingGoal: 30,
        bufferBehind: 60,
        // Few tries of its own: an address that has expired needs a new one, which only the page can ask for.
        retryParameters: { maxAttempts: 2, baseDelay: 300, timeout: 20000 },
        failureCallback: (error) => this.#tell("failed", error),
      },
    };
  }

  /** The first picture is shown from the first, small segment: a better one would only come before it, and late. */
  #showed() {
    this.#hasPicture = true;
    if (!this.#isClosed) this.#adapt();
  }

  #adapt() {
    this.#player.configure("abr.enabled", this.#hasPicture && !this.#isHeld);
  }

  /** The keys that came with the session open DASH at once; HLS asks for each of them by its address. */
  #protection(started, wish) {
    if (!this.#licence) return {};
    if (wish.format === "hls") return { servers: { [CLEAR_KEY]: this.#licence } };
    const keys = started.keys.map(({ kid, k }) => [hexadecimal(kid), hexadecimal(k)]);
    return { clearKeys: Object.fromEntries(keys) };
  }

  #filter(network) {
    const { LICENSE, KEY, MANIFEST } = shaka.net.NetworkingEngine.RequestType;
    network.registerRequestFilter((type, request) => {
      request.uris = request.uris.map((address) => renewed(address, this.#address));
      if (type === LICENSE || type === KEY) this.#askForKeys(request);
    });
    network.registerResponseFilter((type, response) => {
      if (type === MANIFEST) this.#readManifest(response);
      if (type === KEY) keepOnlyTheKey(response);
    });
  }

  #askForKeys(request) {
    const kid = kidOf(request.uris[0]);
    request.method = "POST";
    Object.assign(request.headers, this.#headers);
    if (kid) request.body = encoded(JSON.stringify({ kids: [kid], type: "temporary" }));
  }

  #readManifest(response) {
    const text = new TextDecoder().decode(response.data);
    this.#chapters ??= chaptersIn(text, response.uri);
    if (!this.#licence || !text.startsWith("#EXTM3U")) return;
    response.data = encoded(keysFromLicence(text, this.#licence));
  }

  #tell(name, detail) {
    if (!this.#isClosed) this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

function keepOnlyTheKey(response) {
  const kid = kidOf(response.uri) ?? kidOf(response.originalUri);
  const key = kid && keyIn(JSON.parse(new TextDecoder().decode(response.data)), kid);
  if (key) response.data = key.buffer;
}

function encoded(text) {
  return new TextEncoder().encode(text).buffer;
}
