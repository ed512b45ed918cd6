#!/bin/sh
# Install a node, or bring one up to date, on a machine with systemd. May be run again at any time.
#
#   deploy/install-node.sh              installs from the checkout that it lies in, and starts the node if it is enrolled
#   deploy/install-node.sh --rollback   back to the version before
#   deploy/install-node.sh --uninstall  removes all but the data and the settings
#   --dry-run                           only says what would be done
#   --root DIR                          into another root: for images, and to try it; no user is made, nothing started
#
# /opt/lazarette/releases/ID  one environment for each version: what runs (current) and what ran before (previous)
# /etc/lazarette/node.env     the settings, for root alone; made once and never written again
# /var/lib/lazarette          the data, of the user lazarette
# /usr/local/bin/lazarette    the command, with the service's settings and as its user
set -eu

source=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
python=${PYTHON:-python3}
root='' dry='' action=install
while [ $# -gt 0 ]; do
    case $1 in
        --dry-run) dry=yes ;;
        --uninstall | --rollback) action=${1#--} ;;
        --root) root=${2:?--root needs a folder}; shift ;;
        *) echo "There is no option $1; see the head of $0." >&2; exit 2 ;;
    esac
    shift
done
home=$root/opt/lazarette env=$root/etc/lazarette/node.env data=$root/var/lib/lazarette
unit=$root/etc/systemd/system/lazarette-node.service command=$root/usr/local/bin/lazarette

fail() { echo "$*" >&2; exit 2; }

run() { if [ -n "$dry" ]; then echo "would run: $*"; else "$@"; fi; }

[ -n "$dry$root" ] || [ "$(id -u)" = 0 ] || fail "Run it as root, or with --dry-run."

systemd() { # only where it runs, and not for another root
    if [ -z "$root" ] && [ -d /run/systemd/system ]; then run systemctl "$@"; fi
}

point() { # point NAME RELEASE: a name changes from one release to another at once or not at all
    run ln -sfn "releases/$2" "$home/$1.new"
    run mv -T "$home/$1.new" "$home/$1"
}

restart() {
    if [ -e "$data/node.db" ]; then
        systemd restart lazarette-node.service
    else
        echo "Now enrol it:  lazarette node enrol --shore URL --code CODE"
        echo "and start it:  systemctl start lazarette-node"
    fi
}

release_of() { [ ! -L "$home/$1" ] || basename "$(readlink "$home/$1")"; }

files() { # what is installed, and nothing that running it made
    (cd "$source" && find pyproject.toml README.md requirements-runtime.lock shared_models edge_node cloud_sync \
        migrations deploy -type f ! -path '*/__pycache__/*' | LC_ALL=C sort)
}

do_uninstall() {
    systemd disable --now lazarette-node.service || true
    run rm -f "$unit" "$command"
    run rm -rf "$home"
    systemd daemon-reload
    echo "Kept: $data (the yacht's data) and $env (its settings)."
}

do_rollback() {
    now=$(release_of current) before=$(release_of previous)
    [ -n "$before" ] || fail "There is no version before this one in $home."
    point current "$before"
    point previous "$now"
    restart
}

build() { # build RELEASE: whole, or it is made again
    made=$home/releases/$1
    [ ! -e "$made/whole" ] || return 0
    run rm -rf "$made"
    run "$python" -m venv "$made"
    run "$made/bin/pip" install -q --disable-pip-version-check --require-hashes -r "$source/requirements-runtime.lock"
    copy=$(mktemp -d) # building leaves files beside what it builds
    files | (cd "$source" && tar -cf - -T -) | tar -xf - -C "$copy"
    run "$made/bin/pip" install -q --disable-pip-version-check --no-deps --no-build-isolation "$copy"
    rm -rf "$copy"
    run touch "$made/whole"
}

do_install() {
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
        fail "$python is older than 3.11; name another: PYTHON=python3.12 $0"
    "$python" -c 'import ensurepip' 2> /dev/null || fail "$python has no venv; apt-get install python3-venv"
    release=$(cd "$source" && files | tr '\n' '\0' | xargs -0 sha256sum | sha256sum | cut -c1-16)
    now=$(release_of current)

    if [ -z "$root" ] && ! id lazarette > /dev/null 2>&1; then
        run useradd --system --user-group --home-dir "$data" --shell /usr/sbin/nologin lazarette
    fi
    run mkdir -p "$home/releases" "$(dirname "$unit")" "$(dirname "$command")"
    run mkdir -p -m 0755 "$(dirname "$env")"
    [ -e "$env" ] || run install -m 0600 "$source/deploy/systemd/node.env" "$env"
    build "$release"
    if [ "$now" != "$release" ]; then
        [ -z "$now" ] || point previous "$now"
        point current "$release"
    fi
    run install -m 0644 "$source/deploy/systemd/lazarette-node.service" "$unit"
    run install -m 0755 "$source/deploy/systemd/lazarette" "$command"
    if [ -z "$root" ]; then
        run install -d -m 0700 -o lazarette -g lazarette "$data"
    fi
    for kept in "$home"/releases/*; do
        case ${kept##*/} in
            "$release" | "$(release_of previous)" | '*') ;;
            *) run rm -rf "$kept" ;;
        esac
    done
    systemd daemon-reload
    systemd enable lazarette-node.service
    restart
}

"do_$action"
