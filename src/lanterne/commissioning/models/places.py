"""Complexes, their rooms, and who is in them on which days."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from lanterne.commissioning.models.slate import Project, choices
from lanterne.commissioning.rules.facilities import BookingState, RoomKind


class Complex(models.Model):
    """A place with stages; ``owned_since`` and ``owned_until`` say when it is ours, the last day not in it."""

    key = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=200, unique=True)
    territory = models.CharField(max_length=2)
    city = models.CharField(max_length=120, blank=True)
    owned_since = models.DateField(null=True, blank=True)
    owned_until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(owned_until=None) | Q(owned_until__gt=F("owned_since")),
                name="commissioning_owned_for_a_time",
            )
        ]

    def __str__(self) -> str:
        return self.key


class Room(models.Model):
    """What can be booked by the day: a stage, a backlot, a volume."""

    complex = models.ForeignKey(Complex, on_delete=models.CASCADE, related_name="rooms")
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=8, choices=choices(RoomKind))
    square_metres = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["complex", "name"], name="commissioning_room_once")
        ]

    def __str__(self) -> str:
        return self.name


class Booking(models.Model):
    """That a project holds or has a room from a day until before another."""

    room = models.ForeignKey(Room, on_delete=models.PROTECT, related_name="bookings")
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="bookings")
    state = models.CharField(max_length=9, choices=choices(BookingState))
    begins_on = models.DateField()
    ends_on = models.DateField()
    actor = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("begins_on")), name="commissioning_bookings_last"
            )
        ]

    def __str__(self) -> str:
        return f"{self.room_id} {self.begins_on} {self.ends_on}"


class RoomDay(models.Model):
    """A seat of a room's day. That nobody else can sit there is the key's promise, on every database."""

    room = models.ForeignKey(Room, on_delete=models.CASCADE, db_index=False, related_name="days")
    on = models.DateField()
    seat = models.PositiveSmallIntegerField()
    booking = models.ForeignKey(Booking, on_delete=models.CASCADE, related_name="days")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["room", "on", "seat"], name="commissioning_one_in_a_seat"
            ),
            models.CheckConstraint(condition=Q(seat__in=[1, 2]), name="commissioning_two_seats"),
        ]

    def __str__(self) -> str:
        return f"{self.room_id} {self.on} {self.seat}"
