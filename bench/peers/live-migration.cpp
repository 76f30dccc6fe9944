// SimGrid's live migration of a VM (fluid, as far as pages go), on the scenario of the heavy row: 100 GB, of which
// 5000 MB are written, by 16 vCPUs, over the link that is given. It migrates the VM to and fro within one simulation
// and prints how many milliseconds of the processor one migration took, and how many seconds of simulated time.
//
// usage: live-migration LINK_MBYTES_PER_SECOND MIGRATIONS
#include <simgrid/plugins/live_migration.h>
#include <simgrid/s4u.hpp>

#include <cstdio>
#include <cstdlib>
#include <ctime>

namespace sg4 = simgrid::s4u;

constexpr sg_size_t kMebibyte = 1024 * 1024;
constexpr int kRamMebibytes = 100 * 1024;
constexpr sg_size_t kWorkingSetMebibytes = 5000;
constexpr int kCores = 16;
/// Percent of the link's rate at which the guest dirties memory: what a throttled guest comes to, as this one is not throttled.
constexpr int kDirtyIntensityPercent = 70;

static void migrate_to_and_fro(int link_mbytes_per_second, int migrations) {
  auto* here = sg4::Host::by_name("source");
  auto* there = sg4::Host::by_name("destination");
  auto* vm = sg_vm_create_migratable(here, "guest", kCores, kRamMebibytes, link_mbytes_per_second,
                                     kDirtyIntensityPercent);
  sg_vm_set_working_set_memory(vm, kWorkingSetMebibytes * kMebibyte);
  vm->start();
  auto writer = sg4::Actor::create("writer", vm, [] {
    for (;;) sg4::this_actor::execute(1e12);
  });
  const std::clock_t begin = std::clock();
  const double simulated = sg4::Engine::get_clock();
  for (int migration = 0; migration < migrations; migration++) {
    sg_vm_migrate(vm, migration % 2 == 0 ? there : here);
  }
  const double ms = 1000.0 * static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
  std::printf("{\"ms\": %g, \"simulatedSeconds\": %g}\n", ms / migrations,
              (sg4::Engine::get_clock() - simulated) / migrations);
  std::fflush(stdout);
  std::_Exit(0);
}

int main(int argc, char* argv[]) {
  sg4::Engine engine(&argc, argv);
  if (argc != 3) {
    std::fprintf(stderr, "usage: live-migration LINK_MBYTES_PER_SECOND MIGRATIONS\n");
    return 2;
  }
  const int rate = std::atoi(argv[1]);
  const int migrations = std::atoi(argv[2]);
  sg_vm_live_migration_plugin_init();
  auto* zone = sg4::create_full_zone("hosts");
  auto* source = zone->create_host("source", 1e9)->set_core_count(kCores);
  auto* destination = zone->create_host("destination", 1e9)->set_core_count(kCores);
  auto* link = zone->create_link("link", 1e6 * rate)->set_latency(5e-5);
  zone->add_route(source->get_netpoint(), destination->get_netpoint(), nullptr, nullptr,
                  {sg4::LinkInRoute(link)}, true);
  zone->seal();
  sg4::Actor::create("operator", source, migrate_to_and_fro, rate, migrations);
  engine.run();
  return 0;
}
