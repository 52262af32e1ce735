package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/url"
	"os"
	"os/signal"
	"runtime/debug"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"raftviz/cluster"
	"raftviz/cluster/api"
	"raftviz/cluster/disk"
	"raftviz/cluster/lang"
	"raftviz/cluster/live"
	"raftviz/cluster/session"
	"raftviz/cluster/view"
	"raftviz/cluster/watch"
	"raftviz/ui"
)

// liveOptions is what the flags of raftviz live ask for.
type liveOptions struct {
	look
	nodes    int
	id       int
	peers    string
	port     int
	join     bool
	dataDir  string
	listen   string
	headless bool
	keep     int
	watch    string
	settings cluster.Settings
}

// gcPercent is the garbage collector's, twice the usual: what is recorded lives for
// long, and to go through it again and again is a tenth of what a busy cluster costs.
const gcPercent = 200

// maxPort is TCP's.
const maxPort = 65535

// minKeep is the least --keep: what the screen looks back over without being asked.
const minKeep = 10_000

// newLive is raftviz live.
func newLive() *cobra.Command {
	var o liveOptions
	c := &cobra.Command{
		Use:   "live",
		Short: lang.T("run raftexample's cluster by the wall clock, over TCP, with its REST API"),
		Long: lang.T("live runs three nodes in this process, each on a goroutine of its own, over real TCP, with a tick\n" +
			"every 100 ms and real fsync; curl -L http://127.0.0.1:12380/key -XPUT -d value talks to the first.\n\n" +
			"With --id it runs one node of a cluster of several processes, on one machine or several, of raftviz and\n" +
			"of etcd's raftexample: the flags --id, --cluster, --port and --join are raftexample's."),
		Args: noMore("live"),
		RunE: func(c *cobra.Command, _ []string) error {
			if o.headless {
				lang.Use(lang.English) // what it prints is for programs, too
			}
			file, err := o.read(c)
			if err != nil {
				return err
			}
			if !o.headless {
				speak(c, file)
			}
			o.settings = live.Defaults(o.nodes)
			return o.run(c.Context())
		},
	}
	flags := c.Flags()
	flags.IntVar(&o.nodes, "nodes", 3, lang.T("run `N` nodes in this process"))
	flags.IntVar(&o.id, "id", 0, lang.T("run member `N` of the cluster alone"))
	flags.StringVar(&o.peers, "cluster", "", lang.T("the members' peer `URLS`, with commas between them (default raftexample's: http://127.0.0.1:12379 and so on)"))
	flags.IntVar(&o.port, "port", 0, lang.T("serve the REST API at port `P`; of several nodes the next ones at P+1 and so on (default raftexample's: 12380, 22380, …)"))
	flags.BoolVar(&o.join, "join", false, lang.T("join a cluster that runs already"))
	flags.StringVar(&o.dataDir, "data-dir", "", lang.T("keep the nodes' files in `DIR` (default: a temporary directory; with --id raftviz-N)"))
	flags.StringVar(&o.listen, "listen", "127.0.0.1", lang.T("serve the REST API at `HOST`"))
	flags.BoolVar(&o.headless, "headless", false, lang.T("show no screen; run until a signal ends it"))
	flags.IntVar(&o.keep, "keep", 1_000_000, lang.T("keep at most the last `N` steps"))
	flags.StringVar(&o.watch, "watch", "", lang.T("show the nodes of the processes whose APIs are at `URLS`, with commas between them, in full"))
	flags.BoolVar(&o.NoMouse, "no-mouse", false, lang.T("leave the mouse to the terminal"))
	o.flags(c)
	return c
}

// config is the cluster that the flags ask for.
func (o *liveOptions) config() (live.Config, error) {
	c := live.Config{Node: view.NodeID(o.id), Join: o.join, DataDir: o.dataDir}
	switch {
	case o.keep < minKeep:
		return c, lang.E("live: --keep %d is out of range; allowed is %d and more", o.keep, minKeep)
	case o.port < 0 || o.port > maxPort:
		return c, lang.E("live: --port %d is out of range; allowed is 1..%d", o.port, maxPort)
	case o.id < 0 || o.id > view.MaxNodes:
		return c, lang.E("live: --id %d is out of range; allowed is 1..%d, a place in --cluster", o.id, view.MaxNodes)
	case o.peers != "":
		c.Peers = strings.Split(o.peers, ",")
	case o.nodes < 1 || o.nodes > view.MaxNodes:
		return c, lang.E("live: --nodes %d is out of range; allowed is 1..%d", o.nodes, view.MaxNodes)
	default:
		for id := view.NodeID(1); int(id) <= o.nodes; id++ {
			c.Peers = append(c.Peers, live.DefaultPeer(id))
		}
	}
	if o.id != 0 && o.dataDir == "" {
		c.DataDir = fmt.Sprintf("raftviz-%d", o.id)
	}
	o.settings.Nodes = len(c.Peers)
	c.Settings, c.Keep = o.settings, o.keep
	return c, nil
}

// watched are the processes to watch.
func (o *liveOptions) watched() ([]string, error) {
	if o.watch == "" {
		return nil, nil
	}
	if o.id == 0 {
		return nil, errors.New(lang.T("live: --watch shows the other processes of a cluster beside the member of this one; name that with --id"))
	}
	urls, err := watch.URLs(o.watch)
	if err != nil {
		return nil, lang.E("live: --watch: %w", err)
	}
	return urls, nil
}

// run runs the cluster until the user quits, or a signal comes.
func (o *liveOptions) run(ctx context.Context) (err error) {
	config, err := o.config()
	if err != nil {
		return err
	}
	watched, err := o.watched()
	if err != nil {
		return err
	}
	if !o.headless {
		if err := ui.CheckTerminal(true); err != nil {
			return err
		}
	}
	ports, err := api.Listen(o.listen, o.apiPort, o.here()...)
	if err != nil {
		return lang.E("live: %w", err)
	}
	defer func() { err = errors.Join(err, ports.Close()) }()
	disk.SetSegmentBytes(live.SegmentBytes)
	debug.SetGCPercent(gcPercent)
	c, err := live.Start(config)
	if err != nil {
		return lang.E("live: %w", err)
	}
	// The clients are sent away before the nodes stop.
	defer func() { err = errors.Join(err, ports.Close(), c.Close()) }()
	if err := c.Run(); err != nil {
		return err
	}
	ports.Serve(api.Live(c), log.New(o.troubles(c), "", 0))
	defer watch.Follow(c.Lab(), watched)()
	if o.headless {
		return o.wait(ctx, c, o.warning(config))
	}
	return ui.Run(ctx, ui.Options{Appearance: o.Appearance, Live: &ui.Live{
		Session: session.Live(c.Lab()), About: o.about(), Address: c.Address, Hint: o.hint(c), Warning: o.warning(config),
	}})
}

// here are the members that begin in this process.
func (o *liveOptions) here() (ids []view.NodeID) {
	if o.id != 0 {
		return []view.NodeID{view.NodeID(o.id)}
	}
	for id := 1; id <= o.settings.Nodes; id++ {
		ids = append(ids, view.NodeID(id))
	}
	return ids
}

// troubles is where the API says what went wrong: beside what happened to the cluster,
// or without a screen on stderr.
func (o *liveOptions) troubles(c *live.Cluster) io.Writer {
	if o.headless {
		return os.Stderr
	}
	return notes{c.Lab()}
}

// notes makes each first line that is written a note in the record.
type notes struct{ lab *cluster.Lab }

func (n notes) Write(text []byte) (int, error) {
	line, _, _ := strings.Cut(string(text), "\n")
	n.lab.Lock()
	defer n.lab.Unlock()
	return len(text), n.lab.Note(line)
}

// hint is how somebody else talks to the cluster.
func (o *liveOptions) hint(c *live.Cluster) string {
	return lang.F("curl -XPUT -d 1 http://%s/x puts x=1 from another terminal", net.JoinHostPort(o.listen, fmt.Sprint(o.apiPort(c.Local()[0]))))
}

// apiPort is where a node serves the REST API.
func (o *liveOptions) apiPort(id view.NodeID) int {
	switch {
	case o.port == 0:
		return live.DefaultAPIPort(id)
	case o.id != 0:
		return o.port
	}
	return o.port + int(id) - 1
}

// warning says what can be reached from other machines, "" for nothing.
func (o *liveOptions) warning(c live.Config) string {
	if !loopback(o.listen) {
		return lang.F("whoever can reach %s can read and write: the REST API knows no passwords", o.listen)
	}
	for i, text := range c.Peers {
		if u, err := url.Parse(text); err == nil && (o.id == 0 || o.id == i+1) && !loopback(u.Hostname()) {
			return lang.F("whoever can reach %s can speak as a member: raft's messages carry no passwords", u.Host)
		}
	}
	return ""
}

// loopback reports whether a host is this machine, seen from itself.
func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// about says in the header what runs: which node, or of several where the first is served.
func (o *liveOptions) about() string {
	if o.id != 0 {
		return lang.F("n%d of %d", o.id, o.settings.Nodes)
	}
	return net.JoinHostPort(o.listen, fmt.Sprint(o.apiPort(1)))
}

// lookEvery is how often wait looks whether there is a node to run for.
const lookEvery = 200 * time.Millisecond

// wait runs without a screen until a signal ends it, or the one member that runs here
// was removed from the cluster and has stopped, as raftexample's then does.
func (o *liveOptions) wait(ctx context.Context, c *live.Cluster, warning string) error {
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	defer stop()
	for _, id := range c.Local() {
		fmt.Println(c.Describe(id))
	}
	if warning != "" {
		fmt.Fprintln(os.Stderr, "raftviz: "+warning)
	}
	look := time.NewTicker(lookEvery)
	defer look.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-look.C:
		}
		if n := c.Lab().View().Node(view.NodeID(o.id)); n != nil && n.Removed && !n.Up {
			fmt.Println(lang.F("%v was removed from the cluster, and has stopped", n.ID))
			return nil
		}
	}
}
