"""The door to Google Sheets: typed values, one read and one fenced write at a time, every failure in plain words."""
