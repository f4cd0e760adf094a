/** Shaka Player, set up for us: signed addresses, keys, tracks, pictures for the time line. */

import { hexadecimal, renewed } from "./address.js";
import { chaptersIn } from "./chapters.js";
import { codecOf, ofOneRange, qualities, rungOf, sounds, subtitles } from "./tracks.js";

const CODEC_PREFIXES = { av1: "av01", h264: "avc1", hevc: "hvc1" };
const WIDEST = 16 / 9;
const LONGEST_CHANGE = 4000;

/** The event of that name, or the end of the time it has. */
function heard(source, name, isIt = () => true) {
  return new Promise((resolve) => {
    const watch = (event) => {
      if (!isIt(event)) return;
      source.removeEventListener(name, watch);
      resolve();
    };
    source.addEventListener(name, watch);
    setTimeout(resolve, LONGEST_CHANGE);
  });
}

export class Engine extends EventTarget {
  #player;
  #video;
  #language;
  #words;
  #address = "";
  #isClosed = false;
  #attached;
  #isHeld = false;
  #hasPicture = false;
  #chapters = null;
  #settled = null;

  constructor({ video, captions, language, words }) {
    super();
    shaka.polyfill.installAll();
    this.#video = video;
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
    return qualities(ofOneRange(this.#player.getVideoTracks()));
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
    this.#settled = this.#changeSound(chosen.track);
  }

  /** One thing after another: the place where the film stands, then the sound, then the lines that come with it. */
  async #changeSound(track) {
    await this.#settled;
    if (this.#video.seeking) await heard(this.#video, "seeked");
    await this.#fetched("audio", track, () => this.#player.selectAudioTrack(track));
    if (this.#isClosed || this.captions.some((each) => each.track.active)) return;
    const forced = this.#forced(track.language);
    await this.#fetched("text", forced, () => this.#player.selectTextTrack(forced));
  }

  /**
   * Settles when the sound and the lines that were chosen are here, or have had their time. Seek before, and the library
   * may never fetch them where their playlist comes first (shaka-project/shaka-player, issue 10569).
   */
  get settled() {
    return this.#settled;
  }

  async #fetched(kind, track, choose) {
    const isNew = track && !track.active;
    const come = isNew && heard(this.#player, "segmentappended", ({ contentType }) => contentType === kind);
    choose();
    await come;
  }

  get captions() {
    return subtitles(this.#player.getTextTracks(), this.#language, this.#words);
  }

  /** Show the subtitles of a key or of a language; null leaves only the lines that every viewer needs. */
  chooseCaptions(key) {
    const offered = this.captions;
    const chosen = offered.find((each) => each.key === key || each.track.language === key);
    if (chosen) this.#player.selectTextTrack(chosen.track);
    else this.#player.selectTextTrack(this.#forced(this.#player.getAudioTracks().find((each) => each.active)?.language));
    this.dispatchEvent(new Event("tracks"));
  }

  /** Forced lines belong to a sound: they translate what it leaves in another language. */
  #forced(language) {
    return this.#player.getTextTracks().find((each) => each.forced && each.language === language) ?? null;
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
      drm: { clearKeys: Object.fromEntries(started.keys.map(({ kid, k }) => [hexadecimal(kid), hexadecimal(k)])) },
      // In HLS the library would learn from its first choice alone that a film is protected, before it asks what this
      // browser decodes, and gives up where that was a sound of another. The keys that came with the session are for all.
      manifest: { ignoreDrmInfo: true },
      // Left alone, the library takes for each rung the codec that needs the fewest bits and that this device decodes.
      // Named or not, the range of brightness is the screen's: a wish for a codec must not mix the two.
      ...(codec ? { preferredVideo: [{ codec, hdrLevel: "AUTO" }] } : {}),
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

  #filter(network) {
    const { MANIFEST } = shaka.net.NetworkingEngine.RequestType;
    network.registerRequestFilter((type, request) => {
      request.uris = request.uris.map((address) => renewed(address, this.#address));
    });
    network.registerResponseFilter((type, response) => {
      if (type === MANIFEST) this.#chapters ??= chaptersIn(new TextDecoder().decode(response.data), response.uri);
    });
  }

  #tell(name, detail) {
    if (!this.#isClosed) this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
