"""What the desk takes in at most."""

from __future__ import annotations

MEBIBYTE = 1 << 20
UPLOAD_BYTES = 512 * MEBIBYTE  # one file as it is sent, archives too
FILE_BYTES = 256 * MEBIBYTE  # one document; the readers refuse more
ARCHIVE_ENTRIES = 5_000
ARCHIVE_BYTES = 4_096 * MEBIBYTE  # of all documents in one archive together
ARCHIVE_RATIO = 200  # documents are packed already, or text: 3 to 20 times
ARCHIVE_RATIO_FROM = 8 * MEBIBYTE
DOCUMENTS = 20_000  # in a workspace
FREE_BYTES = 256 * MEBIBYTE  # of the disk, left alone
ORDER_BYTES = MEBIBYTE  # what a page may send that is no document
NAME_PART = 120  # characters of a file name or folder
NAME = 400
REASON = 2_000
CHECK_SECONDS = 120
VIEW_SECONDS = 20
EXPORT_SECONDS = 1_800
CHECK_MEBIBYTES = 1_536  # of address space: a file takes 1,024 at most, and several of a dossier are there at once
VIEW_MEBIBYTES = 1_024
EXPORT_MEBIBYTES = 4_096  # a findings list of thousands of reports
