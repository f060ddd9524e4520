# Furnishes a room and runs a program in it. The namespaces are new already.
#
# Arguments: bytes of the temporary folder, the path, the rights that are left,
# `proc` or not; then for each part its kind, its place outside and inside; then
# `--` and the program.
set -e
size=$1 path=$2 rights=$3 proc=$4
shift 4
# Some tools are where only root looks.
PATH=/usr/sbin:/usr/bin:/sbin:/bin

# A folder that is there on every Linux, and that nobody in the room misses.
room=/sys
mount -t tmpfs -o mode=0755,size=1m,nosuid,nodev room "$room"
mkdir "$room/tmp" "$room/proc"
mount -t tmpfs -o "mode=1777,size=$size,nosuid,nodev" tmp "$room/tmp"
mount -t proc -o nosuid,nodev,noexec proc "$room/proc"

while [ "$1" != -- ]; do
    kind=$1 outside=$2 inside=$room$3
    shift 3
    mkdir -p "${inside%/*}"
    if [ "$kind" = link ]; then
        ln -s "$outside" "$inside"
        continue
    fi
    if [ -d "$outside" ]; then mkdir "$inside"; else : >"$inside"; fi
    mount --bind "$outside" "$inside"
    case $kind in
    read) mount -o remount,bind,ro,nosuid,nodev "$inside" ;;
    write) mount -o remount,bind,nosuid,nodev "$inside" ;;
    device) mount -o remount,bind,nosuid,noexec "$inside" ;;
    esac
done
shift

mount -o remount,bind,ro "$room"
cd "$room"
# The old root lies over the new one, and is taken away.
pivot_root . .
umount -l .
# Not before: the tools look into it.
if [ "$proc" != proc ]; then umount -l /proc; fi
cd /tmp
# Not in place of this shell: as the first process of the room it sees to the others
# that end.
setpriv --no-new-privs --bounding-set="$rights" --inh-caps=-all -- \
    env -i PATH="$path" "$@"
exit
