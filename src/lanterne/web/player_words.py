"""What the player says, in the language of the page; the script asks for each sentence by its name."""

from __future__ import annotations

from django.utils.translation import gettext as _


def words() -> dict[str, str]:
    return _controls() | _troubles() | _refusals() | _offers()


def _controls() -> dict[str, str]:
    return {
        "play": _("Play"),
        "pause": _("Pause"),
        "mute": _("Mute"),
        "unmute": _("Unmute"),
        "fullscreen": _("Full screen"),
        "exit_fullscreen": _("Leave full screen"),
        "volume": _("Volume"),
        "speed": _("Speed"),
        "normal_speed": _("Normal"),
        "quality": _("Quality"),
        "automatic": _("Automatic"),
        "audio": _("Audio"),
        "unnamed": _("Language not stated"),
        "audio_description": _("Audio description"),
        "clear_dialogue": _("Clear dialogue"),
        "commentary": _("Commentary"),
        "captions": _("Subtitles"),
        "for_the_deaf": _("SDH/CC"),
        "captions_off": _("Off"),
        "ended": _("The end"),
        "ended_why": _("Thank you for watching."),
        "ended_next": _("The next episode is ready when you are."),
    }


def _troubles() -> dict[str, str]:
    return {
        "trouble_network": _("The connection is lost"),
        "trouble_network_why": _(
            "The film cannot reach you. Check that you are connected, then try again."
        ),
        "trouble_device": _("This browser cannot play the film"),
        "trouble_device_why": _(
            "It lacks the protected playback or the picture format that the film needs."
            " A recent version of Chrome, Edge or Firefox has both."
        ),
        "trouble_film": _("The film cannot be read"),
        "trouble_film_why": _(
            "Something is wrong with the file on our side. Try again in a few minutes."
        ),
        "trouble_key": _("The film could not be unlocked"),
        "trouble_key_why": _(
            "The key to this film did not arrive. Try again: a new one is made each time."
        ),
        "trouble_other": _("Something went wrong"),
        "trouble_other_why": _("The film stopped for a reason we did not expect. Try again."),
    }


def _refusals() -> dict[str, str]:
    """Headings, and what to say when the service gave no sentence of its own."""
    return {
        "refused_not_a_member": _("You need a plan to watch"),
        "refused_not_a_member_why": _("Choose a plan and the film starts right away."),
        "refused_lapsed": _("Time to renew"),
        "refused_lapsed_why": _(
            "Your subscription has ended. Renew it and go on where you stopped."
        ),
        "refused_not_here": _("Not available in your country"),
        "refused_not_here_why": _("We do not hold the rights to this title where you live."),
        "refused_not_yet": _("Not yet"),
        "refused_not_yet_why": _("This title has not opened in your country."),
        "refused_over": _("No longer available"),
        "refused_over_why": _("Our right to show this title in your country has ended."),
        "refused_above_ceiling": _("Not for this profile"),
        "refused_above_ceiling_why": _("This title is above the age limit of this profile."),
        "refused_too_many_streams": _("Every screen of your plan is in use"),
        "refused_too_many_streams_why": _("Stop watching on another device, then try again."),
        "refused_not_published": _("Nearly ready"),
        "refused_not_published_why": _("This title is still being prepared. Come back soon."),
        "refused_session_over": _("This viewing has ended"),
        "refused_session_over_why": _("It was left for too long. Go on where you stopped."),
        "refused_elsewhere": _("Playing elsewhere"),
        "refused_elsewhere_why": _("Something was started since in another window of this device."),
        "refused_unknown_session": _("This viewing has ended"),
        "refused_unknown_session_why": _("It was left for too long. Go on where you stopped."),
        "refused_no_profile": _("Who is watching?"),
        "refused_no_profile_why": _("Choose a profile first."),
        "refused_csrf": _("This page is out of date"),
        "refused_csrf_why": _("Load it again, then press play once more."),
        "refused_signed_out": _("You are signed out"),
        "refused_signed_out_why": _("Sign in again and go on where you stopped."),
        "refused_unknown": _("The film cannot start"),
        "refused_unknown_why": _("The service said no without a reason. Try again."),
    }


def _offers() -> dict[str, str]:
    return {
        "offer_retry": _("Try again"),
        "offer_here": _("Watch here"),
        "offer_join": _("Choose a plan"),
        "offer_account": _("Go to your account"),
        "offer_profiles": _("Change profile"),
        "offer_sign_in": _("Sign in"),
        "offer_title": _("About this title"),
        "offer_home": _("Back to home"),
        "offer_next": _("Play the next episode"),
        "offer_reload": _("Load the page again"),
        "offer_again": _("Watch again"),
    }
