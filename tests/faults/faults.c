// Stands between a program and its files, by LD_PRELOAD: writes down what was forced to the disk, so that a power loss can be played after
// a kill, and refuses writes as a full disk does.
//   FAULTS_LOG=FILE      one line per event, tab-separated: create PATH, sync PATH SIZE, syncdir PATH, rename FROM TO, unlink PATH
//   FAULTS_FOLDER=DIR    of files below it alone is anything said or refused
//   FAULTS_ROOM=BYTES    so much may be written there; then ENOSPC
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

static int log_fd = -1;
static char folder[PATH_MAX];
static long long room = -1;

__attribute__((constructor)) static void start(void) {
  const char* log = getenv("FAULTS_LOG");
  const char* below = getenv("FAULTS_FOLDER");
  const char* bytes = getenv("FAULTS_ROOM");
  if (below == NULL || strlen(below) >= sizeof(folder)) return;
  strcpy(folder, below);
  for (size_t size = strlen(folder); size > 1 && folder[size - 1] == '/'; --size) folder[size - 1] = '\0';
  if (log != NULL) log_fd = (int)syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (bytes != NULL) room = atoll(bytes);
}

static int ours_by_name(const char* path) {
  const size_t size = strlen(folder);
  return size > 0 && strncmp(path, folder, size) == 0 && (path[size] == '/' || path[size] == '\0');
}

// Whether the file of a descriptor lies below the folder; its name.
static int ours(int fd, char* path) {
  char link[64];
  if (folder[0] == '\0') return 0;
  snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
  const ssize_t size = readlink(link, path, PATH_MAX - 1);
  if (size <= 0) return 0;
  path[size] = '\0';
  return ours_by_name(path);
}

static void say(const char* what, const char* path, const char* more) {
  char line[2 * PATH_MAX + 64];
  if (log_fd < 0) return;
  const int size = snprintf(line, sizeof(line), "%s\t%s\t%s\n", what, path, more);
  if (size > 0 && syscall(SYS_write, log_fd, line, (size_t)size) < 0) abort();
}

// False if there is no room for that many bytes.
static int take(int fd, size_t bytes) {
  char path[PATH_MAX];
  if (room < 0 || !ours(fd, path)) return 1;
  if (__atomic_sub_fetch(&room, (long long)bytes, __ATOMIC_SEQ_CST) >= 0) return 1;
  __atomic_store_n(&room, 0, __ATOMIC_SEQ_CST);
  errno = ENOSPC;
  return 0;
}

#define REAL(type, name, ...) \
  static type (*real)(__VA_ARGS__) = NULL; \
  if (real == NULL) real = (type(*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

ssize_t write(int fd, const void* data, size_t size) {
  REAL(ssize_t, "write", int, const void*, size_t);
  return take(fd, size) ? real(fd, data, size) : -1;
}

#define PWRITE(name, offset) \
  ssize_t name(int fd, const void* data, size_t size, offset at) { \
    REAL(ssize_t, #name, int, const void*, size_t, offset); \
    return take(fd, size) ? real(fd, data, size, at) : -1; \
  }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

ssize_t writev(int fd, const struct iovec* parts, int count) {
  REAL(ssize_t, "writev", int, const struct iovec*, int);
  size_t size = 0;
  for (int i = 0; i < count; ++i) size += parts[i].iov_len;
  return take(fd, size) ? real(fd, parts, count) : -1;
}

// stdio writes past the two above.
size_t fwrite(const void* data, size_t size, size_t count, FILE* file) {
  REAL(size_t, "fwrite", const void*, size_t, size_t, FILE*);
  if (!take(fileno(file), size * count)) return 0;
  return real(data, size, count, file);
}

#define STATVFS(name) \
  int name(const char* path, struct name* disk) { \
    REAL(int, #name, const char*, struct name*); \
    const int result = real(path, disk); \
    if (result == 0 && room >= 0 && ours_by_name(path)) { \
      disk->f_bavail = disk->f_bfree = (unsigned long long)room / disk->f_frsize; \
    } \
    return result; \
  }
STATVFS(statvfs)
STATVFS(statvfs64)

static void synced(int fd) {
  char path[PATH_MAX], size[32];
  struct stat status;
  if (!ours(fd, path) || fstat(fd, &status) != 0) return;
  snprintf(size, sizeof(size), "%lld", (long long)status.st_size);
  say(S_ISDIR(status.st_mode) ? "syncdir" : "sync", path, size);
}

#define SYNC(name) \
  int name(int fd) { \
    REAL(int, #name, int); \
    const int result = real(fd); \
    if (result == 0) synced(fd); \
    return result; \
  }
SYNC(fsync)
SYNC(fdatasync)

static int opened(int fd, int existed) {
  char path[PATH_MAX];
  if (fd >= 0 && !existed && ours(fd, path)) say("create", path, "");
  return fd;
}

#define OPEN(name) \
  int name(const char* path, int flags, ...) { \
    REAL(int, #name, const char*, int, ...); \
    mode_t mode = 0; \
    if ((flags & O_CREAT) != 0 || (flags & O_TMPFILE) == O_TMPFILE) { \
      va_list rest; \
      va_start(rest, flags); \
      mode = va_arg(rest, mode_t); \
      va_end(rest); \
    } \
    const int existed = (flags & O_CREAT) == 0 || access(path, F_OK) == 0; \
    return opened(real(path, flags, mode), existed); \
  }
OPEN(open)
OPEN(open64)

#define FOPEN(name) \
  FILE* name(const char* path, const char* mode) { \
    REAL(FILE*, #name, const char*, const char*); \
    const int existed = access(path, F_OK) == 0; \
    FILE* file = real(path, mode); \
    if (file != NULL) opened(fileno(file), existed); \
    return file; \
  }
FOPEN(fopen)
FOPEN(fopen64)

int rename(const char* from, const char* to) {
  REAL(int, "rename", const char*, const char*);
  const int result = real(from, to);
  if (result == 0 && ours_by_name(to)) say("rename", from, to);
  return result;
}

int unlink(const char* path) {
  REAL(int, "unlink", const char*);
  const int result = real(path);
  if (result == 0 && ours_by_name(path)) say("unlink", path, "");
  return result;
}
