//! The server as users run it.

use std::process::ExitCode;

fn main() -> ExitCode {
    duban::main()
}
