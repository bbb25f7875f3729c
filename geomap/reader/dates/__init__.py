"""When an event took place: what dates a sentence tells, and which of them is the event's."""
