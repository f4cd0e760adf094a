/** Asks for the viewing at once: the answer is on its way while the player's code still is. */

import { Api } from "./api.js";
import { deviceName } from "./device.js";
import { Viewing } from "./viewing.js";

export const page = JSON.parse(document.getElementById("watch-page").textContent);
export const api = new Api({ sessions: page.sessions, csrf: page.csrf });
export const askForViewing = () => new Viewing(api, page.title.id, deviceName(navigator.userAgent));

export const first = askForViewing();
