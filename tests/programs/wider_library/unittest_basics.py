# unittest runs its tests.
import io
import unittest


class T(unittest.TestCase):
    def setUp(self):
        self.x = [1]

    def test_good(self):
        self.assertEqual(self.x, [1])
        self.assertIn(1, self.x)
        with self.assertRaises(ValueError) as caught:
            int("x")
        self.assertIn("invalid literal", str(caught.exception))

    def test_bad(self):
        self.assertEqual(1, 2)

    def test_error(self):
        raise KeyError("k")

    @unittest.skip("not today")
    def test_skipped(self):
        pass


out = io.StringIO()
result = unittest.TextTestRunner(stream=out).run(unittest.defaultTestLoader.loadTestsFromTestCase(T))
print(result.testsRun, len(result.failures), len(result.errors))  # expect: 4 1 1
print(len(result.skipped), result.wasSuccessful())  # expect: 1 False
print("AssertionError: 1 != 2" in out.getvalue())  # expect: True
print("FAILED (failures=1, errors=1, skipped=1)" in out.getvalue())  # expect: True
