// C++ twin of bench/programs/nbody.py: planetary motion by the symplectic Euler method.
#include <cmath>

#include "bench/twins/common.h"

namespace {

constexpr double kGravity = 4.0 * (3.141592653589793 * 3.141592653589793);
constexpr double kDays = 365.24;

struct Body {
  const char* name;
  double mass, x, y, z, vx, vy, vz;
};

double energy(const std::vector<Body>& bodies) {
  double total = 0.0;
  for (const Body& b : bodies) total += 0.5 * b.mass * (b.vx * b.vx + b.vy * b.vy + b.vz * b.vz);
  for (size_t i = 0; i < bodies.size(); ++i) {
    for (size_t j = i + 1; j < bodies.size(); ++j) {
      const Body &a = bodies[i], &b = bodies[j];
      double dx = a.x - b.x, dy = a.y - b.y, dz = a.z - b.z;
      total -= kGravity * a.mass * b.mass / std::sqrt(dx * dx + dy * dy + dz * dz);
    }
  }
  return total;
}

void advance(std::vector<Body>& bodies, long steps, double dt) {
  for (long step = 0; step < steps; ++step) {
    for (size_t i = 0; i < bodies.size(); ++i) {
      for (size_t j = i + 1; j < bodies.size(); ++j) {
        Body &a = bodies[i], &b = bodies[j];
        double dx = a.x - b.x, dy = a.y - b.y, dz = a.z - b.z;
        double square = dx * dx + dy * dy + dz * dz;
        double pull = kGravity * dt / (square * std::sqrt(square));
        double ofB = b.mass * pull, ofA = a.mass * pull;
        a.vx -= dx * ofB, a.vy -= dy * ofB, a.vz -= dz * ofB;
        b.vx += dx * ofA, b.vy += dy * ofA, b.vz += dz * ofA;
      }
    }
    for (Body& b : bodies) b.x += dt * b.vx, b.y += dt * b.vy, b.z += dt * b.vz;
  }
}

}  // namespace

int main(int argc, char** argv) {
  long steps = twin::size(argc, argv, 400000);
  std::vector<Body> bodies = {
      {"sun", 1.0, 0, 0, 0, 0, 0, 0},
      {"jupiter", 9.5479e-4, 4.84143, -1.16032, -0.10362, 1.66008e-3, 7.69901e-3, -6.90461e-5},
      {"saturn", 2.85886e-4, 8.34337, 4.12480, -0.40352, -2.76742e-3, 4.99853e-3, 2.30417e-5},
      {"uranus", 4.36624e-5, 12.89437, -15.11115, -0.22331, 2.96460e-3, 2.37847e-3, -2.96590e-5},
      {"neptune", 5.15139e-5, 15.37970, -25.91931, 0.17926, 2.68068e-3, 1.62824e-3, -9.51592e-5},
  };
  double px = 0, py = 0, pz = 0;
  for (Body& b : bodies) {
    b.vx *= kDays, b.vy *= kDays, b.vz *= kDays;
    px += b.vx * b.mass, py += b.vy * b.mass, pz += b.vz * b.mass;
  }
  bodies[0].vx -= px, bodies[0].vy -= py, bodies[0].vz -= pz;
  double before = energy(bodies);
  advance(bodies, steps, 0.01);
  double after = energy(bodies);
  fmt::print("energy before {:.9f}\nenergy after  {:.9f}\n", before, after);
  for (const Body& b : bodies) fmt::print("{:8} {:14.9f} {:14.9f} {:14.9f}\n", b.name, b.x, b.y, b.z);
  fmt::print("{}\n", std::abs(after - before) < 1e-3 * std::abs(before) ? "conserved" : "energy was lost");
}
