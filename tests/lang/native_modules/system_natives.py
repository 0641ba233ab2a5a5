"""fcntl, termios, resource, pwd, grp, syslog and their kin: what they answer without a terminal or network, and their errors."""
import _multiprocessing
import _posixshmem
import _uuid
import fcntl
import grp
import posix as os
import pwd
import resource
import syslog
import termios


def t(f):
    try: print(repr(f()))
    except Exception as e: print(type(e).__name__, e)
r,w=os.pipe()
for f in (lambda: fcntl.fcntl(r,fcntl.F_GETFD), lambda: fcntl.fcntl('a',1), lambda: fcntl.fcntl(r,'a'), lambda: fcntl.fcntl(r,fcntl.F_GETFD,'x'), lambda: fcntl.fcntl(r,fcntl.F_GETFD,1.5), lambda: fcntl.fcntl(r, fcntl.F_GETLK, b'\0'*2000), lambda: fcntl.fcntl(r, fcntl.F_GETLK, b'\0'*32), lambda: fcntl.fcntl(99,1), lambda: fcntl.fcntl(r,fcntl.F_SETFL, 1<<70), lambda: fcntl.fcntl(r,fcntl.F_SETFL,-1),
 lambda: fcntl.ioctl(r, termios.FIONREAD, b'\0\0\0\0'), lambda: fcntl.ioctl(r, termios.FIONREAD, bytearray(4)), lambda: fcntl.ioctl(r, termios.FIONREAD, b'\0'*2000), lambda: fcntl.ioctl(r,termios.FIONREAD, None), lambda: fcntl.ioctl(r,termios.FIONREAD,'abcd'), lambda: fcntl.ioctl(99,1), lambda: fcntl.flock(99,1), lambda: fcntl.lockf(r,77), lambda: fcntl.lockf(99,2), lambda: fcntl.lockf(r,fcntl.LOCK_SH,'a'),lambda: fcntl.lockf(r,fcntl.LOCK_SH,1<<70),
 lambda: termios.tcgetattr(r), lambda: termios.tcgetattr('x'), lambda: termios.tcsetattr(r,0,1), lambda: termios.tcsetattr(r,0,[1]), lambda: termios.tcsetattr(r,0,[0]*7), lambda: termios.tcsetattr(r,0,[0,0,0,0,0,0,[]]), lambda: termios.tcsetattr(r,0,[0,0,0,0,0,0,['a']*32]),lambda: termios.tcdrain(r),lambda: termios.tcgetwinsize(r),lambda: termios.tcsetwinsize(r,(1,)),lambda: termios.tcsetwinsize(r,1),lambda: termios.tcsetwinsize(r,(1<<20,1)),lambda: termios.tcsendbreak(r,0),lambda: termios.tcflow(r,1),lambda: termios.tcflush(r,1), lambda: termios.error.__mro__,
 lambda: resource.getrlimit(99), lambda: resource.setrlimit(3,1), lambda: resource.setrlimit(3,(1,)), lambda: resource.setrlimit(99,(1,2)), lambda: resource.setrlimit(4,(5,2)), lambda: resource.getrusage(99), lambda: type(resource.getrusage(0)), lambda: resource.setrlimit(4,(1<<80,2)), lambda: resource.RLIM_INFINITY, lambda: resource.getpagesize(), lambda: resource.prlimit(99999999,4),
 lambda: pwd.getpwnam('nobodyx'), lambda: pwd.getpwuid(123456), lambda: pwd.getpwuid(-1), lambda: pwd.getpwuid(1<<40), lambda: pwd.getpwuid('a'), lambda: pwd.getpwuid(1.5), lambda: pwd.getpwnam(b'a'), lambda: pwd.getpwnam('a\0b'), 
 lambda: grp.getgrnam('root'), lambda: grp.getgrgid(0), lambda: grp.getgrnam('nox'), lambda: grp.getgrgid(12345678), lambda: grp.getgrgid('a'), lambda: grp.getgrgid(1.5),lambda: grp.getgrgid(-1),
 lambda: syslog.LOG_MASK(3), lambda: syslog.LOG_UPTO(3), lambda: syslog.syslog(), lambda: syslog.syslog(3), lambda: syslog.openlog(3), lambda: syslog.closelog(), lambda: syslog.syslog('a',3), lambda: syslog.syslog(1,2,3),
 lambda: _posixshmem.shm_open(3,0),
 lambda: _multiprocessing.SemLock(5,1,1,'/a',True), lambda: _multiprocessing.SemLock(0,1), lambda: _multiprocessing.sem_unlink('/nonex'), lambda: _multiprocessing.flags, lambda: _multiprocessing.SemLock.SEM_VALUE_MAX, lambda: len(_uuid.generate_time_safe()), lambda: type(_uuid.generate_time_safe()[1])):
    t(f)
