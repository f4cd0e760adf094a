"""MovieLabs Avails: offers of licensors, as XML and as a spreadsheet, in and out."""

from lanterne.exchange.avails.gathering import read_sheet, read_xml
from lanterne.exchange.avails.sheets import write as write_sheet
from lanterne.exchange.avails.writing import write as write_xml

__all__ = ["read_sheet", "read_xml", "write_sheet", "write_xml"]
