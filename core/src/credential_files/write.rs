//! Replacing a file at once, while no other writer of ours does.

use std::fs::{self, File, TryLockError};
use std::io::{self, ErrorKind as Io, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use zeroize::Zeroizing;

use super::merge::OPERATION;
use crate::error::{Error, ErrorKind};
use crate::one_line::file_name;

/// How long to wait for other writers, each of whom takes milliseconds.
const LONGEST_WAIT: Duration = Duration::from_secs(10);
const BETWEEN_LOOKS: Duration = Duration::from_millis(5);

/// What our temporary files are called.
const TEMPORARY: &str = ".registry-tokens-";

/// How many symbolic links may lead to one another, as in Linux.
const MOST_LINKS: usize = 40;

/// A file that is going to be replaced; nobody else of ours replaces one in its folder meanwhile.
pub(super) struct Replacement {
    path: PathBuf,
    folder: PathBuf,
    _lock: File,
}

impl Replacement {
    /// Finds the file behind symbolic links, makes its folder where there is none, and waits for other writers.
    pub(super) fn begin(path: &Path) -> Result<Self, Error> {
        let path = behind_links(path)?;
        let folder = match path.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
            _ => PathBuf::from("."),
        };
        make_folder(&folder)
            .map_err(|error| failed(&path, "is in a folder that could not be made", Some(error)))?;
        let lock = open_lock(&folder)
            .and_then(wait_for)
            .map_err(|error| failed(&path, "could not be locked against other writers", Some(error)))?;
        remove_rests(&folder);
        Ok(Self { path, folder, _lock: lock })
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// The text of the file; empty where there is none.
    pub(super) fn read(&self) -> Result<Zeroizing<String>, Error> {
        let mut text = Zeroizing::new(String::new());
        match File::open(&self.path).and_then(|mut file| file.read_to_string(&mut text)) {
            Ok(_) => Ok(text),
            Err(error) if error.kind() == Io::NotFound => Ok(text),
            Err(error) => Err(failed(&self.path, "could not be read", Some(error))),
        }
    }

    /// Puts a new file in the place of the old one.
    pub(super) fn write(&self, text: String) -> Result<(), Error> {
        let text = Zeroizing::new(text);
        self.replace(text.as_bytes()).map_err(|error| failed(&self.path, "could not be written", Some(error)))
    }

    fn replace(&self, bytes: &[u8]) -> io::Result<()> {
        // Readable by its owner only, from the first moment on.
        let mut file = tempfile::Builder::new().prefix(TEMPORARY).tempfile_in(&self.folder)?;
        file.write_all(bytes)?;
        keep_owner(file.as_file(), &self.path)?;
        file.as_file().sync_all()?;
        file.persist(&self.path)?;
        Ok(())
    }
}

/// What a writer left that was killed holds a login. Under the lock no other writer is at work; what cannot be removed harms
/// nobody's file.
fn remove_rests(folder: &Path) {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    for entry in entries.filter(|entry| entry.file_name().to_string_lossy().starts_with(TEMPORARY)) {
        let _ = fs::remove_file(entry.path());
    }
}

/// The error of a file.
pub(super) fn failed(path: &Path, why: impl AsRef<str>, source: Option<io::Error>) -> Error {
    let mut reason = format!("the file {} {}", file_name(path), why.as_ref());
    if let Some(error) = &source {
        reason.push_str(&format!(": {error}"));
    }
    let mut error = Error::new(ErrorKind::Config, OPERATION, reason);
    error.fields_mut().source = source.map(Arc::new);
    error
}

/// Where the last of the symbolic links leads, also when nothing is there yet.
fn behind_links(path: &Path) -> Result<PathBuf, Error> {
    let mut path = path.to_owned();
    for _ in 0..MOST_LINKS {
        let Ok(target) = fs::read_link(&path) else { return Ok(path) };
        path = match path.parent() {
            Some(folder) => folder.join(target),
            None => target,
        };
    }
    Err(failed(&path, "is behind too many symbolic links", None))
}

fn make_folder(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// What writers of one folder lock: the folder itself, so that nothing is left behind in it.
#[cfg(unix)]
fn open_lock(folder: &Path) -> io::Result<File> {
    File::open(folder)
}

/// A folder cannot be opened here, so a file in it that stays.
#[cfg(not(unix))]
fn open_lock(folder: &Path) -> io::Result<File> {
    let path = folder.join(".registry-tokens.lock");
    File::options().create(true).truncate(false).write(true).open(path)
}

/// Waits for the lock, but not for ever: whoever holds it may be stopped.
fn wait_for(lock: File) -> io::Result<File> {
    let begun = Instant::now();
    loop {
        match lock.try_lock() {
            Ok(()) => return Ok(lock),
            Err(TryLockError::WouldBlock) if begun.elapsed() < LONGEST_WAIT => {
                std::thread::sleep(BETWEEN_LOOKS);
            }
            Err(TryLockError::WouldBlock) => {
                return Err(io::Error::new(Io::TimedOut, "another writer does not come to an end"));
            }
            Err(TryLockError::Error(error)) => return Err(error),
        }
    }
}

/// A file that root changes for somebody stays theirs.
#[cfg(unix)]
fn keep_owner(new: &File, old: &Path) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt as _, fchown};

    let (new_owner, old_owner) = match fs::metadata(old) {
        Ok(old) => (new.metadata()?, old),
        Err(error) if error.kind() == Io::NotFound => return Ok(()),
        Err(error) => return Err(error),
    };
    let ids = |owner: &fs::Metadata| (owner.uid(), owner.gid());
    if ids(&new_owner) == ids(&old_owner) {
        return Ok(());
    }
    fchown(new, Some(old_owner.uid()), Some(old_owner.gid()))
}

#[cfg(not(unix))]
fn keep_owner(_new: &File, _old: &Path) -> io::Result<()> {
    Ok(())
}
