"""The desk: a page in the browser on which reports are dropped, checked, gone through and handed on. Everything stays on this machine."""
