//! `amnok serve`.

use crate::Failure;
use crate::speak::tell;
use crate::stop::heed;
use amnok_serve::Options;
use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// Options of `amnok serve`.
#[derive(clap::Args)]
pub struct Arguments {
    /// Results, scenarios and Flee's folders to be looked at; the scenario that comes with the program is always there.
    folders: Vec<PathBuf>,
    /// Where uploads and results of the page are kept.
    #[arg(long, default_value = "amnok-serve")]
    data: PathBuf,
    /// Port; 7410, or any that is free, if left out.
    #[arg(long)]
    port: Option<u16>,
    /// Address that is listened at. Whoever reaches it and knows the token can use the page.
    #[arg(long, default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    listen: IpAddr,
    /// Do not open the browser.
    #[arg(long)]
    no_open: bool,
    /// Do not live through the first scenario before something is asked of it.
    #[arg(long)]
    no_ahead: bool,
    /// Threads that work; one for each core if left out. Results do not depend on it.
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..=4096))]
    threads: Option<u16>,
}

/// Serves until Ctrl-C.
pub fn serve(arguments: &Arguments) -> Result<(), Failure> {
    let options = Options {
        folders: arguments.folders.clone(),
        data: arguments.data.clone(),
        listen: arguments.listen,
        port: arguments.port,
        threads: crate::threads(arguments.threads),
        ahead: !arguments.no_ahead,
    };
    let stop = heed();
    if !arguments.listen.is_loopback() {
        tell("warning: other machines can reach this page; whoever knows its token can use it");
    }
    let ready = |address: &str| {
        let said = crate::say(&format!("{address}\n"));
        tell("open this address in a browser; Ctrl-C ends it");
        if !arguments.no_open {
            open(address);
        }
        said
    };
    let mut said = Ok(());
    let served = amnok_serve::serve(&options, stop.flag(), |address| said = ready(address));
    served.map_err(Failure::Input)?;
    said
}

/// Opens an address in the browser of the system, if there is one.
fn open(address: &str) {
    let (program, before): (&str, &[&str]) = match std::env::consts::OS {
        "macos" => ("open", &[]),
        "windows" => ("rundll32", &["url.dll,FileProtocolHandler"]),
        _ => ("xdg-open", &[]),
    };
    let mut command = Command::new(program);
    command.args(before).arg(address);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    if command.spawn().is_err() {
        tell("no browser could be opened; open the address yourself");
    }
}
