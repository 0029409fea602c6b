# Runs as the first process in namespaces of its own: builds a root of what may be read, moves there,
# gives up all rights and runs a command.
# isolated.sh MOUNT UNSHARE SETPRIV ROOT WORK FILE... -- COMMAND...
set -e
PATH=/usr/sbin:/usr/bin:/sbin:/bin
mount=$1 unshare=$2 setpriv=$3 root=$4 work=$5
shift 5
"$mount" -t tmpfs -o size=4m,mode=755,nosuid,nodev tmpfs "$root"
while [ "$1" != -- ]; do
  if [ -d "$1" ]; then
    mkdir -p "$root$1"
  else
    mkdir -p "$root${1%/*}"
    : > "$root$1" # something to mount on
  fi
  "$mount" --bind "$1" "$root$1"
  "$mount" -o remount,bind,ro,nosuid,nodev "$root$1" 2>/dev/null ||
    "$mount" -o remount,bind,ro,nosuid,nodev,noexec "$root$1"
  shift
done
shift
mkdir -p "$root/proc" "$root/dev" "$root$work"
# Written to, /proc/sys would alter the system: here root is still its owner.
"$mount" -t proc -o ro,nosuid,nodev,noexec proc "$root/proc"
for device in null zero random urandom; do
  : > "$root/dev/$device"
  "$mount" --bind "/dev/$device" "$root/dev/$device"
done
"$mount" -o remount,ro,nosuid,nodev "$root"
exec "$unshare" --root="$root" --wd="$work" "$setpriv" --no-new-privs --bounding-set=-all \
  --inh-caps=-all --ambient-caps=-all -- "$@"
