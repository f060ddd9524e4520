//! Chapter 6 under `--real`: real pictures, real files, and a real server, which
//! listens on the loopback interface and is part of the test.

mod crawl;
mod files;
mod interrupted;
mod pictures;
mod server;
