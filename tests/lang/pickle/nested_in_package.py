"""Classes within classes of a package's own module: what is imported for them is the package, not a submodule of their name."""
import sys

import _pickle

package = type(sys)("some_package")
package.__path__ = []
exec("class Outer:\n    class Inner:\n        pass\n", package.__dict__)
sys.modules["some_package"] = package
for cls in package.Outer, package.Outer.Inner:
    for protocol in range(2, 6):
        data = _pickle.dumps(cls, protocol)
        print(protocol, data if protocol == 4 else len(data), _pickle.loads(data) is cls)
