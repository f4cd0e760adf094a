from django.apps import AppConfig


class NewsroomConfig(AppConfig):
    name = "lanterne.newsroom"

    def ready(self) -> None:
        """What is to happen when an article goes out or is taken down, whichever button did it."""
        from lanterne.newsroom import events
        from lanterne.newsroom.services import going_out

        events.went_out.hear(going_out.note_publication)
        events.taken_down.hear(going_out.note_taking_down)
