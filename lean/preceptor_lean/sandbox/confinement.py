"""What a Lean process may do: only compute, read its own files and write to its pipes.

Elaboration runs code that a candidate wrote (macros, ``#eval``, ``initialize``), so the process
that elaborates is treated as hostile. Four layers, each used where the kernel has it:

``rlimits``
    data segment, address space, CPU time, open files, file size, no core dump (POSIX).
``seccomp``
    a filter on system calls (Linux 3.17, x86-64): no socket, no new process, no tracing or
    signalling of others, no change of files' attributes, no raising of limits.
``landlock``
    a filter on paths (Linux 5.13): reading below named folders, files in a scratch folder.
``read-only opens``
    seccomp's replacement for Landlock's rules about writing: every ``open`` for writing, and
    every call that creates, moves or removes a name, is refused.

The process confines *itself* and cannot undo it; the layers apply to its threads and children.
This module is also loaded by :mod:`preceptor_lean.sandbox.entry`, which starts without
site-packages: it imports the standard library alone.

Sources: landlock(7), seccomp(2), ``linux/landlock.h``, ``linux/seccomp.h``, ``linux/filter.h``
and ``asm/unistd_64.h`` of the kernel's user-space API, which is stable.
"""

from __future__ import annotations

import ctypes
import os
import platform
import struct
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

if sys.platform != "win32":
    import resource

_PR_SET_PDEATHSIG, _PR_SET_SECCOMP, _PR_SET_NO_NEW_PRIVS = 1, 22, 38
_SECCOMP_MODE_FILTER = 2
_SIGKILL = 9

# Landlock's system calls have these numbers on every architecture.
_LANDLOCK_CREATE_RULESET, _LANDLOCK_ADD_RULE, _LANDLOCK_RESTRICT_SELF = 444, 445, 446
_LANDLOCK_CREATE_RULESET_VERSION = 1
_LANDLOCK_RULE_PATH_BENEATH = 1
_FS_EXECUTE, _FS_READ_FILE, _FS_READ_DIR = 1 << 0, 1 << 2, 1 << 3
_FS_READ = _FS_EXECUTE | _FS_READ_FILE | _FS_READ_DIR
_FS_BITS_BY_ABI = (0, 13, 14, 15, 15, 16)  # rights known to ABI 0, 1, 2, …; 5 and later: 16
# Files may be written, created, removed and truncated; folders, links, devices and programs not.
_FS_SCRATCH = 1 << 1 | _FS_READ_FILE | _FS_READ_DIR | 1 << 5 | 1 << 8 | 1 << 14
_FS_OF_FILES = _FS_EXECUTE | 1 << 1 | _FS_READ_FILE | 1 << 14 | 1 << 15
_NET_TCP = 0b11  # bind and connect, from ABI 4
_SCOPE_ALL = 0b11  # abstract UNIX sockets and signals, from ABI 6

_AUDIT_ARCH_X86_64 = 0xC000003E
_X32_SYSCALL_BIT = 0x40000000
_RET_KILL_PROCESS, _RET_ERRNO, _RET_ALLOW = 0x80000000, 0x00050000, 0x7FFF0000
_LOAD, _JUMP_EQUAL, _JUMP_AT_LEAST, _JUMP_BITS, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_EPERM, _EROFS, _ENOSYS = 1, 30, 38
_CLONE_THREAD = 0x10000
_OPEN_FOR_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC

# x86-64 numbers. A process that has no descriptors except its pipes needs a socket before it can
# reach anything; io_uring would open one without passing the filter.
_NETWORK = {"socket": 41, "socketpair": 53, "io_uring_setup": 425, "io_uring_enter": 426,
            "io_uring_register": 427}  # fmt: skip
_OTHERS = {"ptrace": 101, "kill": 62, "tkill": 200, "rt_sigqueueinfo": 129,
           "rt_tgsigqueueinfo": 297, "process_vm_readv": 310, "process_vm_writev": 311,
           "pidfd_open": 434, "pidfd_send_signal": 424, "pidfd_getfd": 438, "kcmp": 312,
           "process_madvise": 440}  # fmt: skip
_SYSTEM = {"mount": 165, "umount2": 166, "pivot_root": 155, "chroot": 161, "unshare": 272,
           "setns": 308, "bpf": 321, "perf_event_open": 298, "keyctl": 250, "add_key": 248,
           "request_key": 249, "userfaultfd": 323, "init_module": 175, "finit_module": 313,
           "delete_module": 176, "kexec_load": 246, "kexec_file_load": 320, "reboot": 169,
           "settimeofday": 164, "clock_settime": 227, "adjtimex": 159, "clock_adjtime": 305,
           "sethostname": 170, "setdomainname": 171, "swapon": 167, "swapoff": 168,
           "acct": 163, "quotactl": 179, "iopl": 172, "ioperm": 173, "open_tree": 428,
           "move_mount": 429, "fsopen": 430, "fsconfig": 431, "fsmount": 432, "fspick": 433,
           "mount_setattr": 442, "open_by_handle_at": 304, "setrlimit": 160, "shmget": 29,
           "msgget": 68, "semget": 64, "mq_open": 240, "personality": 135}  # fmt: skip
# Landlock does not cover these; they change files without opening them.
_ATTRIBUTES = {"chmod": 90, "fchmod": 91, "fchmodat": 268, "fchmodat2": 452, "chown": 92,
               "fchown": 93, "lchown": 94, "fchownat": 260, "utime": 132, "utimes": 235,
               "futimesat": 261, "utimensat": 280, "setxattr": 188, "lsetxattr": 189,
               "fsetxattr": 190, "removexattr": 197, "lremovexattr": 198, "fremovexattr": 199,
               "setxattrat": 463, "removexattrat": 466, "file_setattr": 469}  # fmt: skip
_NAMES = {"creat": 85, "mkdir": 83, "mkdirat": 258, "rmdir": 84, "unlink": 87, "unlinkat": 263,
          "rename": 82, "renameat": 264, "renameat2": 316, "link": 86, "linkat": 265,
          "symlink": 88, "symlinkat": 266, "mknod": 133, "mknodat": 259,
          "truncate": 76}  # fmt: skip
_PROCESSES = {"fork": 57, "vfork": 58, "execve": 59, "execveat": 322}
_OPEN, _OPENAT, _OPENAT2 = 2, 257, 437
_CLONE, _CLONE3 = 56, 435
_TGKILL, _PRLIMIT64 = 234, 302


class ConfinementError(OSError):
    """A layer that this kernel has could not be applied; the process must not continue."""


@dataclass(frozen=True)
class Confinement:
    """What one process is allowed.

    Attributes:
        memory_mib: Private memory, in addition to what Lean reserves without using (see
            :data:`DATA_SLACK_MIB`); 0 for no limit.
        cpu_seconds: CPU time over all threads; 0 for no limit.
        readable: Files and folders that may be read, where the kernel has Landlock; ``None``
            for all.
        scratch: The only folder in which files may be written, where the kernel has Landlock;
            ``None`` for none.
        processes: Whether it may start further processes (Lean's language server does).
        becomes: Whether it may become another program, confined in the same way, without
            starting further processes.
        parent: Process id of the starter; the process ends when that one does.
    """

    memory_mib: int = 0
    cpu_seconds: int = 0
    readable: Sequence[str] | None = None
    scratch: str | None = None
    processes: bool = False
    becomes: bool = False
    parent: int = 0


DATA_SLACK_MIB = 2560
"""Private writable memory that a Lean process requests without using it: a stack of a GiB for its
first thread and one of :data:`STACK_MIB` for each further one. The starter of the process monitors
what is actually resident; this limit is the backstop."""
ADDRESS_SPACE_SLACK_MIB = 8 * 1024
"""Address space beyond the memory limit: Lean maps its library and every ``.olean``, and its
allocator reserves a GiB at a time, all without using it."""
STACK_MIB = 128
"""Stack of each of Lean's threads; Lean's default is a GiB."""
OPEN_FILES = 1024
SCRATCH_FILE_MIB = 64
"""Size of the largest file in the scratch folder."""


def confine(limits: Confinement) -> tuple[str, ...]:
    """Confine the calling process permanently; returns the names of the layers applied.

    A layer that this kernel lacks is left out, as the returned names show; one that it has but
    that cannot be applied is an error.

    Raises:
        ConfinementError: see above, or the process has more than one thread: a filter applies
            to the thread that installs it and those it starts.
    """
    if sys.platform == "win32":
        return ()
    layers = ["rlimits"]
    _limit_resources(limits)
    if not sys.platform.startswith("linux"):
        return tuple(layers)
    if len(os.listdir("/proc/self/task")) != 1:
        raise ConfinementError("a process with several threads cannot be confined")
    _prctl(_PR_SET_NO_NEW_PRIVS, 1)
    if limits.parent:
        _prctl(_PR_SET_PDEATHSIG, _SIGKILL)
        if os.getppid() != limits.parent:
            os._exit(1)  # it ended before the line above
    abi = landlock_abi()
    # Queried first: the answer is in a file that Landlock may hide.
    filters = has_seccomp() and not limits.processes
    if abi:
        _restrict_paths(limits, abi)
        layers.append("landlock")
    if filters:
        _filter_calls(limits, opens_read_only=not abi)
        layers += ["seccomp"] if abi else ["seccomp", "read-only opens"]
    return tuple(layers)


def available_layers() -> tuple[str, ...]:
    """The layers that :func:`confine` would apply on this machine."""
    if sys.platform == "win32":
        return ()
    if not sys.platform.startswith("linux"):
        return ("rlimits",)
    layers = ["rlimits"]
    abi = landlock_abi()
    if abi:
        layers.append("landlock")
    if has_seccomp():
        layers += ["seccomp"] if abi else ["seccomp", "read-only opens"]
    return tuple(layers)


def landlock_abi() -> int:
    """Version of the kernel's Landlock; 0 if it has none or it is disabled."""
    if not sys.platform.startswith("linux"):
        return 0
    version = _libc().syscall(
        _LANDLOCK_CREATE_RULESET, None, ctypes.c_size_t(0), _LANDLOCK_CREATE_RULESET_VERSION
    )
    return max(int(version), 0)


def has_seccomp() -> bool:
    """Whether this module's filter fits the machine and the kernel accepts filters."""
    if not sys.platform.startswith("linux") or platform.machine() != "x86_64":
        return False
    try:
        # The file exists whenever the kernel was built with filters.
        with open("/proc/sys/kernel/seccomp/actions_avail", encoding="ascii") as actions:
            return "errno" in actions.read().split()
    except OSError:
        return False


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _checked(result: int, what: str) -> int:
    if result < 0:
        code = ctypes.get_errno()
        raise ConfinementError(code, f"{what}: {os.strerror(code)}")
    return result


def _prctl(option: int, value: int, more: object = None) -> None:
    arguments = (ctypes.c_ulong(value), more, ctypes.c_ulong(0), ctypes.c_ulong(0))
    _checked(_libc().prctl(option, *arguments), f"prctl {option}")


def _limit_resources(limits: Confinement) -> None:
    def lower(which: int, value: int) -> None:
        hard = resource.getrlimit(which)[1]
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(which, (value, value))

    lower(resource.RLIMIT_CORE, 0)
    lower(resource.RLIMIT_NOFILE, OPEN_FILES)
    lower(resource.RLIMIT_FSIZE, SCRATCH_FILE_MIB * 1024**2 if limits.scratch else 0)
    if limits.cpu_seconds:
        # The soft limit first: its signal shows what ended the process; the hard one's does not.
        hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
        if hard == resource.RLIM_INFINITY or hard > limits.cpu_seconds:
            resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu_seconds, limits.cpu_seconds + 1))
    if limits.memory_mib and sys.platform.startswith("linux"):
        lower(resource.RLIMIT_DATA, (limits.memory_mib + DATA_SLACK_MIB) * 1024**2)
        lower(resource.RLIMIT_AS, (limits.memory_mib + ADDRESS_SPACE_SLACK_MIB) * 1024**2)


def _restrict_paths(limits: Confinement, abi: int) -> None:
    known = (1 << _FS_BITS_BY_ABI[min(abi, len(_FS_BITS_BY_ABI) - 1)]) - 1
    attributes = struct.pack(
        "=QQQ",
        known,
        _NET_TCP if abi >= 4 else 0,
        # Signals stay allowed where the server has to end its own workers.
        (0 if limits.processes else _SCOPE_ALL) if abi >= 6 else 0,
    )
    size = 24 if abi >= 6 else 16 if abi >= 4 else 8
    libc = _libc()
    ruleset = _checked(
        libc.syscall(_LANDLOCK_CREATE_RULESET, attributes, ctypes.c_size_t(size), 0),
        "landlock_create_ruleset",
    )
    try:
        rights = [(path, _FS_READ) for path in limits.readable or ()]
        if limits.readable is None:
            rights.append(("/", _FS_READ))
        if limits.scratch:
            rights.append((limits.scratch, _FS_SCRATCH))
        for path, allowed in rights:
            _allow_beneath(libc, ruleset, path, allowed & known)
        _checked(
            libc.syscall(_LANDLOCK_RESTRICT_SELF, ruleset, 0),
            "landlock_restrict_self",
        )
    finally:
        os.close(ruleset)


def _allow_beneath(libc: ctypes.CDLL, ruleset: int, path: str, allowed: int) -> None:
    try:
        descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except FileNotFoundError:
        return  # what is not there needs no permission
    try:
        if not os.path.isdir(path):
            allowed &= _FS_OF_FILES
        rule = struct.pack("=Qi", allowed, descriptor)
        _checked(
            libc.syscall(_LANDLOCK_ADD_RULE, ruleset, _LANDLOCK_RULE_PATH_BENEATH, rule, 0),
            f"landlock_add_rule {path}",
        )
    finally:
        os.close(descriptor)


def _filter_calls(limits: Confinement, *, opens_read_only: bool) -> None:
    program = b"".join(_program(limits, opens_read_only=opens_read_only))
    # struct sock_fprog: number of instructions, pointer to them.
    code = ctypes.create_string_buffer(program, len(program))
    header = struct.pack("@HP", len(program) // 8, ctypes.addressof(code))
    _prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, header)


def _program(limits: Confinement, *, opens_read_only: bool) -> Iterator[bytes]:
    """The filter, one classic BPF instruction of 8 bytes each (``struct sock_filter``)."""

    def line(code: int, value: int, yes: int = 0, no: int = 0) -> bytes:
        return struct.pack("=HBBI", code, yes, no, value)

    def argument(index: int, *, high: bool = False) -> bytes:
        # struct seccomp_data: nr, arch, instruction pointer, six arguments of 64 bits.
        return line(_LOAD, 16 + 8 * index + (4 if high else 0))

    refuse = line(_RETURN, _RET_ERRNO | _EPERM)
    allow = line(_RETURN, _RET_ALLOW)

    def when(number: int, body: Sequence[bytes]) -> Iterator[bytes]:
        """``body`` for one system call; it must return on every path."""
        yield line(_JUMP_EQUAL, number, 0, len(body))
        yield from body

    yield line(_LOAD, 4)
    yield line(_JUMP_EQUAL, _AUDIT_ARCH_X86_64, 1, 0)
    yield line(_RETURN, _RET_KILL_PROCESS)
    yield line(_LOAD, 0)
    yield line(_JUMP_AT_LEAST, _X32_SYSCALL_BIT, 0, 1)
    yield refuse

    refused = dict(_NETWORK | _SYSTEM | _ATTRIBUTES)
    if limits.processes:
        # A server ends its workers with kill, and pairs of sockets reach nothing outside.
        del refused["socketpair"]
    else:
        refused |= _OTHERS | _PROCESSES
        if limits.becomes:
            del refused["execve"]
        # Aborting signals oneself; any other target is refused.
        body = [argument(0), line(_JUMP_EQUAL, os.getpid(), 1, 0), refuse, allow]
        yield from when(_TGKILL, body)
        # clone3 has its flags in memory, where a filter cannot look; libc falls back to clone.
        yield from when(_CLONE3, [line(_RETURN, _RET_ERRNO | _ENOSYS)])
        body = [argument(0), line(_JUMP_BITS, _CLONE_THREAD, 1, 0), refuse, allow]
        yield from when(_CLONE, body)
    # Limits may be read, not raised (root could).
    new_limit = [argument(2), line(_JUMP_EQUAL, 0, 0, 2), argument(2, high=True),
                 line(_JUMP_EQUAL, 0, 1, 0), refuse, allow]  # fmt: skip
    yield from when(_PRLIMIT64, new_limit)
    if opens_read_only:
        refused |= _NAMES
        read_only = line(_RETURN, _RET_ERRNO | _EROFS)
        for number, flags in ((_OPEN, 1), (_OPENAT, 2)):
            body = [argument(flags), line(_JUMP_BITS, _OPEN_FOR_WRITING, 0, 1), read_only, allow]
            yield from when(number, body)
        yield from when(_OPENAT2, [line(_RETURN, _RET_ERRNO | _ENOSYS)])
    for number in sorted(refused.values()):
        yield from when(number, [refuse])
    yield allow
