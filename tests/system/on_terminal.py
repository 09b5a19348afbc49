"""on_terminal.py COLUMNS UNTIL COMMAND...: runs a command on a terminal of its own.

Once the terminal shows UNTIL (empty: never), Ctrl-C is typed. What the terminal showed goes to
standard output, with the exit status of the command as that of this program.
"""
import fcntl, os, pty, struct, sys, termios

columns, until, command = int(sys.argv[1]), sys.argv[2].encode(), sys.argv[3:]
pid, terminal = pty.fork()
if pid == 0:
    fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    os.execvp(command[0], command)
shown, typed = b"", False
while True:
    try:
        chunk = os.read(terminal, 65536)
    except OSError:  # the last process that had the terminal has gone
        break
    if not chunk:
        break
    shown += chunk
    if until and not typed and until in shown:
        os.write(terminal, b"\x03")
        typed = True
_, status = os.waitpid(pid, 0)
sys.stdout.buffer.write(shown)
sys.stdout.flush()
sys.exit(os.waitstatus_to_exitcode(status) & 0xFF)
