//! The command line that all chapters share.
