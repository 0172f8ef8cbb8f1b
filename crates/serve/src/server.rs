//! Listening, and ending within a second.

use crate::access::{Access, guard};
use crate::entries::Entries;
use crate::limits;
use crate::queue::Queue;
use crate::site::Site;
use crate::views;
use crate::work::carry_out;
use axum::Router;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use std::fs::{File, TryLockError};
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// The port that is tried first where none is asked for.
const PORT: u16 = 7410;
/// How often it is looked whether a stop was asked for.
const LOOK: Duration = Duration::from_millis(50);
/// How long answers under way may still take after a stop.
const LAST: Duration = Duration::from_millis(400);

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Options {
    /// Folders to be looked at.
    pub folders: Vec<PathBuf>,
    /// Where what is made is kept.
    pub data: PathBuf,
    /// Address that is listened at.
    pub listen: IpAddr,
    /// Port; any that is free if left out.
    pub port: Option<u16>,
    /// Threads that work.
    pub threads: usize,
    /// Whether the first scenario is lived through as soon as it serves, at the lowest priority: the first question then waits for less.
    pub ahead: bool,
}

/// Serves until `stop` is set; `ready` is given the address with its token once it is listened at.
///
/// # Errors
/// In words: a folder that cannot be looked at, a port that is taken, a system that refuses.
pub fn serve(options: &Options, stop: &AtomicBool, ready: impl FnOnce(&str)) -> Result<(), String> {
    let entries = Entries::of(&options.folders, &options.data)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(|error| error.to_string())?;
    let _alone = alone(&options.data)?;
    let queue = Queue::open(&options.data)?;
    let site = Arc::new(Site::new(entries, queue, options.threads));
    let worker = work_on(site.clone())?;
    let ended = runtime.block_on(async {
        let listener = listen(options).await?;
        let address = listener.local_addr().map_err(|error| error.to_string())?;
        let access = Arc::new(Access::new(address).map_err(|error| error.to_string())?);
        let router = views::router(site.clone()).layer(axum::middleware::from_fn_with_state(access.clone(), guard));
        ready(&access.address());
        if options.ahead {
            let site = site.clone();
            drop(tokio::task::spawn_blocking(move || site.begin()));
        }
        accept(listener, router, stop).await;
        Ok(())
    });
    site.queue.close();
    site.prepared.make_way();
    runtime.shutdown_timeout(LAST);
    // What is under way heeds the stop within a day of its run; what is kept is whole at every moment.
    let worked = worker.join();
    worked
        .map_err(|_| "the work ended by a fault of the program".to_owned())
        .and(ended)
}

/// Keeps the data folder to this process as long as the file is open.
fn alone(data: &Path) -> Result<File, String> {
    let told = |error: &dyn std::fmt::Display| format!("{}: {error}", data.display());
    std::fs::create_dir_all(data).map_err(|error| told(&error))?;
    let file = File::create(data.join("lock")).map_err(|error| told(&error))?;
    match file.try_lock() {
        Err(TryLockError::WouldBlock) => Err(told(&"another server works with it; choose another --data")),
        // Where the system knows no locks there is none.
        _ => Ok(file),
    }
}

/// Works on what is in the queue until it is closed.
fn work_on(site: Arc<Site>) -> Result<JoinHandle<()>, String> {
    let worker = move || {
        while let Some(task) = site.queue.next() {
            let outcome = carry_out(&site, &task);
            site.queue.end(&task, outcome);
        }
    };
    let thread = std::thread::Builder::new().name("work".into()).spawn(worker);
    thread.map_err(|error| error.to_string())
}

/// Listens at the port that is asked for, or at the usual one, or at any.
async fn listen(options: &Options) -> Result<TcpListener, String> {
    let at = |port| SocketAddr::new(options.listen, port);
    let told = |error: io::Error, port| match error.kind() {
        io::ErrorKind::AddrInUse => format!("port {port} is taken; choose another with --port, or leave it out"),
        _ => format!("{}: {error}", at(port)),
    };
    match options.port {
        Some(port) => TcpListener::bind(at(port)).await.map_err(|error| told(error, port)),
        None => match TcpListener::bind(at(PORT)).await {
            Ok(listener) => Ok(listener),
            Err(_) => TcpListener::bind(at(0)).await.map_err(|error| told(error, 0)),
        },
    }
}

/// Takes connections, so many at once, until a stop is asked for.
async fn accept(listener: TcpListener, router: Router, stop: &AtomicBool) {
    let free = Arc::new(Semaphore::new(limits::CONNECTIONS));
    let next = async |free: Arc<Semaphore>| {
        let permit = free.acquire_owned().await.ok()?;
        let (stream, _) = listener.accept().await.ok()?;
        Some((stream, permit))
    };
    while !stop.load(Ordering::Relaxed) {
        match tokio::time::timeout(LOOK, next(free.clone())).await {
            Ok(Some((stream, permit))) => drop(tokio::spawn(connection(stream, router.clone(), permit))),
            // Out of files, say: what is open will be closed.
            Ok(None) => tokio::time::sleep(LOOK).await,
            Err(_) => {}
        }
    }
}

/// Serves one connection until its end.
async fn connection(stream: TcpStream, router: Router, permit: OwnedSemaphorePermit) {
    let service = TowerToHyperService::new(router);
    let mut http = hyper::server::conn::http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(limits::HEADERS);
    // Whoever goes away in the middle is no fault of ours.
    let _ = http.serve_connection(TokioIo::new(stream), service).await;
    drop(permit);
}
