"""What the law asks of this service, on a day, in a country: quotas, duties, levies and the chronology of media."""
